import CEL
import Time

@testable import Rules

/// A book as text that is the same for equal books: dictionaries and sets in a fixed order, the parts of a
/// condition sorted, and without the places where things stand.
struct CanonicalDump {
  private(set) var lines: [String] = []
  private let leavesOut: Set<String>

  /// - Parameter withPlaces: whether it matters where things stand.
  init(_ book: RuleBook, withPlaces: Bool = false) {
    leavesOut = withPlaces ? [] : ["span", "location", "order"]
    for child in Mirror(reflecting: book).children where child.label != "revision" {
      lines.append("\(child.label ?? ""): \(text(child.value))")
    }
  }

  private func text(_ value: Any) -> String {
    switch value {
    case let zone as Zone: return zone.name
    case let json as RawJSON: return String(decoding: json.bytes, as: UTF8.self)
    case let expression as CheckedExpression:
      return "\(expression.key): \(text(expression.checked.expression))"
    case let language as ExpressionLanguage: return "\(language.variables)"
    case let terms as [Condition.Term]: return "\(terms.map { text($0) }.sorted())"
    case let comparisons as [Comparison]: return "\(comparisons.map { text($0) }.sorted())"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    let children = mirror.children.filter { !leavesOut.contains($0.label ?? "") }
    switch mirror.displayStyle {
    case .dictionary, .set: return "\(children.map { text($0.value) }.sorted())"
    case .collection: return "\(children.map { text($0.value) })"
    case nil: return "\(value)"
    default:
      guard !children.isEmpty else { return "\(value)" }
      return "{\(children.map { "\($0.label ?? ""): \(text($0.value))" }.joined(separator: ", "))}"
    }
  }
}
