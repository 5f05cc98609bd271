import Diagnostics
import YAML

extension ConditionKey {
  /// What to do about a key that is no fact by the way it is written, whatever the book declares.
  static func help(for key: String, _ value: Node) -> String? {
    if let channel = channel(ofConsent: key) {
      let name =
        channel.contains { !($0.isLetter || $0.isNumber || $0 == "_") } ? "[\"\(channel)\"]" : ".\(channel)"
      return "leave it out: consent is a gate, and nothing goes out without it; "
        + "an expression may ask for it: if: consent\(name)"
    }
    return comparison(key, value)
  }

  /// The channel of `consent.email`, or of `consent` alone one to go by.
  private static func channel(ofConsent key: String) -> String? {
    let parts = key.lowercased().split(separator: ".", maxSplits: 1)
    guard let first = parts.first, ["consent", "consents", "samtykke", "einwilligung"].contains(first) else {
      return nil
    }
    return parts.count > 1 ? String(parts[1]) : "email"
  }

  /// Of `order.total > 10000: true` the comparison that it stands for.
  private static func comparison(_ key: String, _ value: Node) -> String? {
    guard let (fact, _, written) = comparison(key) else { return nil }
    let isNegated = value.text.lowercased() == "false"
    return "write '\(fact): \(written)'\(isNegated ? ", under 'unless'" : "")"
  }

  /// What a text such as `order.total > 10000` compares, with what, and how a condition says that.
  static func comparison(_ key: String) -> (fact: String, text: String, written: String)? {
    guard let match = key.wholeMatch(of: /([A-Za-z_][A-Za-z0-9_.]*) ?(>=|=>|<=|=<|==?|!=|<>|>|<) ?(.+)/)
    else {
      return nil
    }
    let (sign, text) = (match.2, match.3.trimmed)
    let written =
      switch sign {
      case "=", "==": text
      case "!=", "<>": "{ne: \(text)}"
      case ">=", "=>": "{gte: \(text)}"
      case "<=", "=<": "{lte: \(text)}"
      case ">": "{gt: \(text)}"
      default: "{lt: \(text)}"
      }
    return (String(match.1), text, written)
  }
}
