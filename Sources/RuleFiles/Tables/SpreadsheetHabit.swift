import Rules
import Time
import YAML

/// What spreadsheets make of values when they save them: each is told at its cell, with what to write.
struct SpreadsheetHabit {
  let severity: Severity
  let message: String
  let help: String

  enum Severity { case error, warning }

  /// What a column asks of its cells.
  enum Expectation {
    case words, id, number, bool, instant
  }

  private init(_ message: String, help: String, severity: Severity = .error) {
    (self.message, self.help, self.severity) = (message, help, severity)
  }

  /// What a spreadsheet made of a value; nil where it is as it should be.
  ///
  /// - Parameters:
  ///   - text: a cell, or a part of it.
  ///   - separator: of the file, which tells how numbers are written where it was saved.
  static func found(
    in text: String, _ expectation: Expectation, _ separator: SheetStyle.Separator
  ) -> SpreadsheetHabit? {
    guard let first = text.utf8.first else { return nil }
    if first == UInt8(ascii: "#"), isError(text) {
      return SpreadsheetHabit(
        "'\(text)' is an error of the spreadsheet, and no value", help: "mend its formula, or clear the cell")
    }
    switch expectation {
    case .words: return nil
    case .bool: return truth(text) ?? quotes(text)
    case .instant: return date(text) ?? quotes(text)
    case .number: return calculated(text) ?? number(text, separator) ?? quotes(text)
    case .id: return shortened(text) ?? quotes(text)
    }
  }

  // MARK: Each of them

  /// Such as `#N/A`, `#REF!`, or the hashes of a column that was too narrow.
  private static func isError(_ text: String) -> Bool {
    if ["#N/A", "#NV", "#N/D", "#N/B", "#I/T", "#ND", "#BRAK"].contains(text) { return true }
    if text.utf8.count > 1, text.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
    guard let last = text.last, last == "!" || last == "?", text.count > 3 else { return false }
    return text.dropFirst().dropLast().allSatisfy {
      $0.isUppercase || $0.isASCIIDigit || $0 == "/" || $0 == "." || $0 == "-"
    }
  }

  /// Quotes that word processors make of typed ones.
  private static func quotes(_ text: String) -> SpreadsheetHabit? {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }), let first = text.first, let last = text.last,
      "“”„‟‘’‚‛«»".contains(first), "“”„‟‘’‚‛«»".contains(last), text.count > 2
    else { return nil }
    return SpreadsheetHabit(
      "'\(text)' stands in typographic quotes", help: "write \(text.dropFirst().dropLast())")
  }

  private static func truth(_ text: String) -> SpreadsheetHabit? {
    if case .bool = CoreSchema.value(ofPlain: text) { return nil }
    guard let value = MeantBool.value(of: text) else { return nil }
    return SpreadsheetHabit(
      "'\(text)' is how a spreadsheet writes \(value) in its own language", help: "write \(value)")
  }

  /// Dates with the year at the end, as `31-12-2026`, `12/31/2026` or `31.12.2026`, and with single digits.
  private static func date(_ text: String) -> SpreadsheetHabit? {
    guard text.wholeMatch(of: /[0-9]+[-\/.][0-9]+[-\/.][0-9]+/) != nil, CivilDate(text) == nil,
      let help = MeantDate.help(text)
    else { return nil }
    return SpreadsheetHabit("'\(text)' is a date as a spreadsheet writes it", help: help)
  }

  private static let signs: Set<UInt8> = [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")]

  /// Dates where a number is asked for, as `20-05-2026` or `12/05`: they would be calculated.
  private static func calculated(_ text: String) -> SpreadsheetHabit? {
    guard text.utf8.contains(where: { signs.contains($0) }),
      text.wholeMatch(of: /[0-9]{1,4}[-\/][0-9]{1,2}([-\/][0-9]{1,4})?|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}/)
        != nil
    else { return nil }
    return SpreadsheetHabit(
      "'\(text)' is a date as a spreadsheet writes it, where a number is asked for",
      help: "write the number that is meant, and format the column as a number")
  }

  /// Percent signs, and separators of thousands.
  private static func number(_ text: String, _ separator: SheetStyle.Separator) -> SpreadsheetHabit? {
    guard text.last == "%" || text.contains(where: { !$0.isASCIIDigit }) else { return nil }
    if text.last == "%" {
      let number = text.dropLast().trimmingSpaces
      guard !number.isEmpty, number.allSatisfy({ $0.isASCIIDigit || "-.,".contains($0) }) else { return nil }
      return SpreadsheetHabit(
        "'\(text)' has a percent sign", help: "write the number alone, and format the column as a number")
    }
    guard let grouped = GroupedNumber(text) else { return nil }
    if grouped.mark == ".", grouped.isAmbiguous {
      // Where cells are separated by commas, a point stands before decimals.
      guard separator == .semicolon || MeantNumber.isThousands(text) else { return nil }
      return SpreadsheetHabit(
        "'\(text)' is read as \(grouped.fraction), and not as \(grouped.whole)",
        help:
          "write \(grouped.whole) if that is meant, else \(grouped.fraction); a number has no separators of thousands",
        severity: .warning)
    }
    if grouped.isAmbiguous {
      return SpreadsheetHabit(
        "'\(text)' has a comma, which no number has here",
        help: "write \(grouped.whole), or \(grouped.fraction) where the comma stands before decimals")
    }
    return SpreadsheetHabit(
      "'\(text)' has separators of thousands", help: "write \(grouped.whole)")
  }

  /// Long digits that a spreadsheet took for a number.
  private static func shortened(_ text: String) -> SpreadsheetHabit? {
    guard let mark = text.firstIndex(of: "E"), text[text.index(after: mark)...].first == "+",
      text[text.index(mark, offsetBy: 2)...].allSatisfy(\.isASCIIDigit),
      text[..<mark].allSatisfy({ $0.isASCIIDigit || $0 == "." || $0 == "," })
    else { return nil }
    return SpreadsheetHabit(
      "'\(text)' is a long number that a spreadsheet has shortened",
      help: "format the column as text, and write all its digits again")
  }
}

extension SpreadsheetHabit.Expectation {
  init(_ column: TableColumn, _ names: BookNames) {
    switch column {
    case .because: self = .words
    case .score: self = .number
    case .id, .recommend, .channel: self = .id
    case .condition(ConditionKey.expression.rawValue): self = .words
    case .condition(let key):
      switch names.fact(named: key).map(names.type(of:)) {
      case .int, .number: self = .number
      case .bool: self = .bool
      case .timestamp: self = .instant
      case .string, .strings, nil: self = .id
      }
    }
  }
}
