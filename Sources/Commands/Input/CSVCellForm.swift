import JSON

/// What the cells of a column are. A cell that is not of that form stays a text, so that whoever reads it says what it
/// should be.
enum CSVCellForm {
  case text
  /// With a point before decimals; with a comma too where that separates no cells.
  case number
  /// yes, no, true, false, 1 or 0, in any capitals.
  case truth
  /// Texts with '|' between them.
  case list
  /// The same as objects that have each of them under a key.
  case objects(String)

  /// - Parameter text: not empty.
  func write(_ text: String, _ decimalCommas: Bool, to writer: inout JSONWriter) {
    switch self {
    case .text: writer.string(text)
    case .number:
      guard let number = Self.number(text, decimalCommas) else { return writer.string(text) }
      writer.raw(number.utf8)
    case .truth:
      switch text.lowercased() {
      case "yes", "true", "1": writer.bool(true)
      case "no", "false", "0": writer.bool(false)
      default: writer.string(text)
      }
    case .list: writer.array(of: Self.parts(text))
    case .objects(let key):
      writer.array(of: Self.parts(text)) { writer, part in
        writer.object { $0.member(named: key) { $0.string(part) } }
      }
    }
  }

  private static func parts(_ text: String) -> [String] {
    text.split(separator: "|").map { String($0.trimming) }.filter { !$0.isEmpty }
  }

  /// The text of a number as JSON has it.
  private static func number(_ text: String, _ decimalCommas: Bool) -> String? {
    let hasComma = decimalCommas && !text.contains(".")
    let number = hasComma ? text.replacing(",", with: ".") : text
    guard let document = try? JSONDocument(parsing: Array(number.utf8)),
      document.kind(of: document.root) == .number
    else { return nil }
    return number
  }
}

extension Substring {
  fileprivate var trimming: Substring {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
