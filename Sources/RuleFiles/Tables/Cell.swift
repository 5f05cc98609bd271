import Diagnostics
import YAML

/// A cell of a table, wherever it comes from.
struct Cell {
  let node: Node
  /// Whether it leaves open what its column says.
  let isOpen: Bool

  var span: SourceSpan { node.span }

  /// The text of a cell that is one value.
  var text: String? { if case .scalar(let scalar) = node.content { scalar.text } else { nil } }

  /// A cell of a rule file: the plain word 'any' leaves it open.
  init(_ node: Node) {
    self.node = node
    if case .scalar(let scalar) = node.content {
      isOpen = scalar.style == .plain && (scalar.text == "any" || scalar.value == .null)
    } else {
      isOpen = false
    }
  }

  /// A cell of a CSV file, read as plain YAML scalars; one that is empty is open.
  ///
  /// - Parameter whole: whether it is one text; otherwise '|' separates several.
  init(_ cell: Sheet.Cell, whole: Bool) {
    isOpen = cell.text.isEmpty || cell.text == "any"
    let parts = whole ? [] : cell.text.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count > 1 else {
      node = Self.scalar(cell.text, at: cell.span, isText: whole)
      return
    }
    node = Node(
      span: cell.span,
      content: .sequence(
        parts.map { Self.scalar($0.trimmingSpaces, at: cell.span(of: $0), isText: false) }))
  }

  private static func scalar(_ text: String, at span: SourceSpan, isText: Bool) -> Node {
    // A number stays one: a score, say. Whatever else stands in a whole cell is a text.
    let value = CoreSchema.value(ofPlain: text)
    let isNumber =
      switch value {
      case .int, .double: true
      default: false
      }
    return Node(
      span: span,
      content: .scalar(Scalar(text: text, style: .plain, value: isText && !isNumber ? .string : value)))
  }
}

extension StringProtocol {
  /// Without spaces and tabs around it.
  var trimmingSpaces: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let rest = drop(while: isSpace)
    guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(rest[...last])
  }
}
