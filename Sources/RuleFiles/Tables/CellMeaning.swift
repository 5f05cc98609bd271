import Rules
import YAML

/// What a cell says, however it is written: two cells of the same meaning give the same rules.
enum CellMeaning: Hashable {
  case open
  case text(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  case null
  /// More than one, or one that is itself no single value.
  case several([CellMeaning])
  case mapping([Entry])

  struct Entry: Hashable {
    let key: String
    let value: CellMeaning
  }

  init(_ cell: Cell, as form: CellForm) {
    self = cell.isOpen ? .open : CellMeaning(cell.node, as: form)
  }

  /// - Parameter form: of the column that the node stands in; nil where it is no cell.
  init(_ node: Node, as form: CellForm?) {
    switch node.content {
    case .scalar(let scalar):
      self =
        switch scalar.value {
        case .string: .text(scalar.text)
        // An id such as `2024` looks like a number.
        case .int where form?.isTexts == true, .double where form?.isTexts == true: .text(scalar.text)
        case .int(let value): .int(value)
        case .double(let value): .double(value)
        case .bool(let value): .bool(value)
        case .null: .null
        }
    case .sequence(let nodes):
      // One of one is that one.
      if nodes.count == 1, case .scalar = nodes[0].content {
        self = CellMeaning(nodes[0], as: form)
      } else {
        self = .several(nodes.map { CellMeaning($0, as: form) })
      }
    case .mapping(let mapping):
      self = .mapping(mapping.entries.map { Entry(key: $0.key.text, value: CellMeaning($0.value, as: nil)) })
    }
  }
}

extension Node {
  /// As it is shown to people, and written into a CSV file where that can hold it: lists with '|' between their values.
  var cellText: String {
    switch content {
    case .scalar(let scalar): scalar.text
    case .sequence(let nodes): nodes.map(\.cellText).joined(separator: "|")
    case .mapping(let mapping):
      "{\(mapping.entries.map { "\($0.key.text): \($0.value.cellText)" }.joined(separator: ", "))}"
    }
  }

  /// As a part of a list in brackets.
  var flowText: String {
    switch content {
    case .scalar(let scalar): scalar.flowText
    case .sequence(let nodes): "[\(nodes.map(\.flowText).joined(separator: ", "))]"
    case .mapping(let mapping):
      "{\(mapping.entries.map { "\($0.key.flowText): \($0.value.flowText)" }.joined(separator: ", "))}"
    }
  }
}

extension Scalar {
  /// As a part of a list in brackets: without quotes where it then says the same.
  fileprivate var flowText: String {
    if isPlainInFlow { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFEFF
        || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private var isPlainInFlow: Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first != 0x20, last != 0x20,
      CoreSchema.value(ofPlain: text) == value, value != .string || text != Cell.any || style == .plain
    else { return false }
    let isWord: (UInt8) -> Bool = { byte in
      (0x61...0x7A).contains(byte | 0x20) || byte.isASCIIDigit || byte == UInt8(ascii: "_")
    }
    // Whatever else may stand without quotes is written with them, which says the same.
    let others = Array("-./+ ".utf8)
    guard text.utf8.allSatisfy({ isWord($0) || others.contains($0) }) else { return false }
    return isWord(first) || value != .string
  }
}
