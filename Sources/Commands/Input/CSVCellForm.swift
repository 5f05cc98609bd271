import JSON
import RuleFiles

/// What the cells of a column are. A cell that is not of that form stays a text, so that whoever reads it says what it
/// should be; one that may mean two things is refused.
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

  /// What is wrong with a cell, where that can be said better than by whoever reads it.
  ///
  /// - Parameters:
  ///   - text: not empty.
  ///   - separator: what stands between the cells of the file.
  func mistake(in text: String, separatedBy separator: UInt8) -> String? {
    switch self {
    case .text: nil
    case .list, .objects: Self.semicolons(in: text)
    case .number: Self.groups(in: text, separator)
    case .truth:
      ["yes", "true", "1", "no", "false", "0"].contains(text.lowercased())
        ? nil : "expected yes, no, true, false, 1 or 0, found '\(text)'\(Self.meant(text))"
    }
  }

  /// Between several values of a cell some systems write semicolons, which would be read as one value.
  private static func semicolons(in text: String) -> String? {
    guard text.contains(";") else { return nil }
    let parts = text.split(separator: ";").map { String($0.trimming) }.filter { !$0.isEmpty }
    let meant = parts.joined(separator: "|")
    return "'\(text)' has semicolons: write bars between several values, as in \(meant)"
  }

  /// What to write for yes and no in another language; of single letters nobody knows.
  private static func meant(_ text: String) -> String {
    guard text.count > 1, let value = MeantBool.value(of: text) else { return "" }
    return "; write \(value ? "yes" : "no")"
  }

  /// Where a comma separates no cells, a number may have points between each three of its digits, and be read as
  /// another one: nothing is guessed.
  private static func groups(in text: String, _ separator: UInt8) -> String? {
    guard let grouped = GroupedNumber(text) else { return nil }
    let decimal: Character = separator == UInt8(ascii: ",") ? "." : ","
    func written(_ number: String) -> String { number.replacing(".", with: String(decimal)) }
    guard grouped.isAmbiguous else {
      return "'\(text)' has separators of thousands: write \(written(grouped.whole))"
    }
    // Between tabs numbers may be written as anywhere.
    guard grouped.mark != decimal || separator == UInt8(ascii: "\t") else { return nil }
    let mark = grouped.mark == "." ? "a point" : "a comma"
    let fraction = separator == UInt8(ascii: "\t") ? "\(grouped.fraction)" : written(grouped.fraction)
    return
      "'\(text)' is \(grouped.whole) where \(mark) stands between thousands, and \(grouped.fraction) where it stands before decimals: write \(grouped.whole) or \(fraction)"
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
