import Diagnostics
import Rules
import YAML

/// Facts as other template languages write them, which are printed as they stand.
extension TemplateReader {
  func checkForeignMarks(in text: String, _ node: Node, allowsDecision: Bool) {
    // Few texts have any of their signs, and a pattern takes longer than all else that is done with a text.
    guard text.utf8.contains(where: { ForeignMark.signs.contains($0) }) || text.utf8.hasDoubledBrace else {
      return
    }
    let bytes = Array(text.utf8)
    for mark in ForeignMark.all {
      for match in text.matches(of: mark.pattern) {
        let name = String(match.1).trimmed
        guard mark.isSure || symbols.names.fact(named: name) != nil else { continue }
        let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
        let end = text.utf8.distance(from: text.startIndex, to: match.range.upperBound)
        warning(
          .foreignTemplate, "'\(match.0)' is printed \(mark.printed(String(match.0)))",
          at: node.span(of: start..<end, in: bytes), help: help(name, allowsDecision))
      }
    }
  }

  private func help(_ name: String, _ allowsDecision: Bool) -> String {
    if symbols.names.fact(named: name) != nil { return "write {\(name)}, with one brace on each side" }
    return meant(name, allowsDecision)
      ?? "a fact stands in braces, such as {persona}; to print it as it stands is fine as well"
  }

  /// What to write where a template asks for something that is no fact.
  func meant(_ text: String, _ allowsDecision: Bool) -> String? {
    let path = text.trimmed
    let facts = symbols.templateFacts(allowsDecision)
    if path != text, facts.contains(path) { return "write {\(path)}, without spaces" }
    if let bar = path.firstIndex(where: { $0 == "|" || $0 == "?" }) {
      let name = String(path[..<bar]).trimmed
      if facts.contains(name) { return "write {\(name)}: where it is not known, a '?' stands in its place" }
    }
    for suffix in [".label", ".name", ".title", ".id"] where path.hasSuffix(suffix) {
      let name = String(path.dropLast(suffix.count))
      if facts.contains(name) { return "write {\(name)}: it is shown by its label" }
    }
    if let key = ConditionKey(rawValue: path), key != .expression {
      return "a text shows single facts, no lists: write a rule for each, with a text of its own"
    }
    if let match = facts.first(where: { $0.lowercased() == path.lowercased() || $0.hasSuffix(".\(path)") }) {
      return "write {\(match)}"
    }
    return nil
  }
}

extension String.UTF8View {
  fileprivate var hasDoubledBrace: Bool {
    var last: UInt8 = 0
    for byte in self {
      if byte == UInt8(ascii: "{"), last == byte { return true }
      last = byte
    }
    return false
  }
}

/// How another language marks a fact in a text.
private struct ForeignMark {
  let pattern: Regex<(Substring, Substring)>
  /// Whether it marks one whatever its name is.
  let isSure: Bool
  /// Whether the fact is filled in all the same.
  var isFilled = false

  func printed(_ text: String) -> String {
    if isFilled { return "with its '$'" }
    return text.hasPrefix("{{") ? "as '\(text.dropFirst().dropLast())'" : "as it stands"
  }

  /// One of them is in each mark; a brace alone is a fact as it should be written.
  static let signs = Array("$%[<".utf8)

  static var all: [ForeignMark] {
    [
      ForeignMark(pattern: /\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}/, isSure: false),
      ForeignMark(pattern: /\$\{([a-z_][a-z0-9_.]*)\}/, isSure: false, isFilled: true),
      ForeignMark(pattern: /\$([a-z_][a-z0-9_.]*[a-z0-9_])/, isSure: false),
      ForeignMark(pattern: /%([A-Za-z_][A-Za-z0-9_.]*)%/, isSure: true),
      ForeignMark(pattern: /\[([a-z_][a-z0-9_.]*)\]/, isSure: false),
      ForeignMark(pattern: /<([a-z_][a-z0-9_.]*)>/, isSure: false),
    ]
  }
}

extension DiagnosticID {
  static let foreignTemplate = DiagnosticID(
    "foreign-template",
    page: """
      A text has a fact in the way of another program: '{{persona}}', '%persona%', '$persona'. Waymark fills in what \
      stands in single braces, '{persona}', and prints everything else as it stands; two braces are one that is printed.
      """)
}
