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

  /// The word that leaves a cell open.
  static let any = "any"

  /// A cell of a rule file: the plain word 'any' leaves it open.
  init(_ node: Node) {
    self.node = node
    if case .scalar(let scalar) = node.content {
      isOpen = scalar.style == .plain && (scalar.text == Self.any || scalar.value == .null)
    } else {
      isOpen = false
    }
  }

  /// A cell of a CSV file, read as plain YAML scalars; one that is empty is open.
  init(_ cell: Sheet.Cell, as form: CellForm) {
    isOpen = cell.text.isEmpty || cell.text == Self.any
    guard form.isList, cell.text.utf8.contains(CellForm.bar) else {
      node = Self.scalar(cell.text, at: cell.span, form)
      return
    }
    let parts = cell.text.split(separator: "|", omittingEmptySubsequences: false)
    node = Node(
      span: cell.span,
      content: .sequence(parts.map { Self.scalar($0.trimmingSpaces, at: cell.span(of: $0), form) }))
  }

  private static func scalar(_ text: String, at span: SourceSpan, _ form: CellForm) -> Node {
    Node(span: span, content: .scalar(Scalar(text: text, style: .plain, value: form.value(of: text))))
  }
}

/// What the cells of a column of a CSV file are.
enum CellForm {
  /// One text, whatever stands in it.
  case text
  /// A number, or else a text.
  case amount
  /// A value, or several with '|' between them.
  case values
  /// The same of ids, and of a fact that is a text: as all its values are texts, a number is one.
  case texts

  static let bar = UInt8(ascii: "|")

  var isList: Bool { self == .values || self == .texts }

  /// Whether it has texts only.
  var isTexts: Bool { self == .text || self == .texts }

  /// The value of a cell, or of a part of it.
  func value(of text: String) -> Scalar.Value {
    if self == .text { return .string }
    let value = CoreSchema.value(ofPlain: text)
    return switch (self, value) {
    case (.amount, .int), (.amount, .double): value
    case (.amount, _): .string
    case (.texts, .int), (.texts, .double): .string
    default: value
    }
  }
}
