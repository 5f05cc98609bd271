import Diagnostics
import Rules
import YAML

/// What a table says of all its rows.
struct TableLayout {
  let id: String
  /// What every row asks for, as it stands in the table; nil where there is nothing.
  let when: Node?
  /// The same, read.
  let shared: Condition?

  /// Whether every row asks for a key anyway.
  func asks(for key: String) -> Bool {
    guard case .mapping(let mapping) = when?.content else { return false }
    return mapping[key] != nil
  }

  static func entry(_ key: String, at span: SourceSpan, _ value: Node) -> Mapping.Entry {
    Mapping.Entry(key: Scalar(text: key, style: .plain, value: .string), keySpan: span, value: value)
  }
}

extension Node {
  /// The same with everything at one place.
  func moved(to span: SourceSpan) -> Node {
    switch content {
    case .scalar: Node(span: span, content: content)
    case .sequence(let nodes): Node(span: span, content: .sequence(nodes.map { $0.moved(to: span) }))
    case .mapping(let mapping):
      Node(
        span: span,
        content: .mapping(
          Mapping(
            entries: mapping.entries.map {
              Mapping.Entry(key: $0.key, keySpan: span, value: $0.value.moved(to: span))
            })))
    }
  }
}
