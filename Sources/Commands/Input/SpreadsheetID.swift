/// What spreadsheets and databases write in the place of an id: the same text for several people.
enum SpreadsheetID {
  /// What is wrong with an id, if anything.
  static func mistake(in text: String) -> String? {
    if isShortened(text) {
      return
        "'\(text)' is a long number that a spreadsheet has shortened, and may stand for several people; format the column as text, and export it again"
    }
    if isError(text) {
      return "'\(text)' is an error of a spreadsheet, and nobody's id; mend its formula, or leave the row out"
    }
    if blanks.contains(text.lowercased()) {
      return
        "'\(text)' is what stands where there is no id, and would make one person of several; leave it out"
    }
    if text.hasSuffix(".0"), case let whole = text.dropLast(2), !whole.isEmpty,
      whole.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      return
        "'\(text)' is an id that a program has read as a number, and would be somebody else than '\(whole)'; have it read as text"
    }
    if isPlaceholder(text) {
      return "'\(text)' is a placeholder that nobody filled in, and nobody's id; see what fills it"
    }
    if isFormula(text) {
      let meant = text.wholeMatch(of: /="([^"]+)"/).map { "write \($0.1)" } ?? "write the id itself"
      return
        "'\(text)' is a formula of a spreadsheet, and nobody's id; \(meant), in a column that is formatted as text"
    }
    return nil
  }

  /// Of databases, programs and people, in small letters.
  private static let blanks: Set<String> = [
    "null", "(null)", "nil", "none", "undefined", "nan", "nat", "<na>", "n/a", "#n/a", "-", "--", "(blank)",
    "(leer)",
    "[object object]",
  ]

  /// As `{{contact.email}}`, `*|EMAIL|*`, `%%emailaddr%%` or `${email}`, which mail programs put somebody in for.
  private static func isPlaceholder(_ text: String) -> Bool {
    [("{{", "}}"), ("*|", "|*"), ("%%", "%%"), ("${", "}"), ("[[", "]]")].contains { open, close in
      text.count > open.count + close.count && text.hasPrefix(open) && text.hasSuffix(close)
    }
  }

  /// As `="00123"`, which keeps the zeros in a spreadsheet, or `=A1`.
  private static func isFormula(_ text: String) -> Bool {
    text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "=")
  }

  /// As `4.9151E+11`, with a comma in other languages.
  private static func isShortened(_ text: String) -> Bool {
    // Few ids have one, and a match takes longer.
    text.utf8.contains(UInt8(ascii: "+"))
      && text.wholeMatch(of: /[+-]?[0-9]+([.,][0-9]+)?[Ee]\+[0-9]+/) != nil
  }

  /// As `#N/A`, `#REF!` or `#NAME?`, in any language.
  private static func isError(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "#")
      && text.wholeMatch(of: /#(N\/A|N\/V|NV|N\/D|ND|[\p{Lu}0-9\/]+[!?])/) != nil
  }
}
