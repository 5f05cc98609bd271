/// What to do about cells of a CSV file that ask for more than a value: they hold values only.
enum MeantCell {
  private static let otherPlaces = "or put this row into a table with its rows in YAML"

  /// For a comparison, as in `>1000` or `{gt: 1000}`.
  ///
  /// - Parameter name: of the fact that is compared.
  static func comparison(_ text: String, of name: String) -> String? {
    guard let written = text.first == "{" ? text : written(text) else { return nil }
    let start = "a CSV cell cannot compare: "
    guard let expression = expression(written, of: name) else {
      return "\(start)write a value, \(otherPlaces)"
    }
    return "\(start)ask in a column 'if', with \(expression) in the cell, \(otherPlaces)"
  }

  /// For all but something, as in `!open-complaint`.
  static func negation(of id: String) -> String {
    "a CSV cell asks for what is, not for what is not: put this row into a rule, with \(id) under 'unless'"
  }

  /// For a column such as `because.da`.
  static func language(_ column: String) -> String? {
    guard let match = column.lowercased().wholeMatch(of: /(because|title)[._\- (\[]+\p{L}{2,3}[)\]]?/) else {
      return nil
    }
    return match.1 == "because"
      ? "a CSV file has one language, in the column 'because'; for several put the rows into YAML, with {en: …, da: …} in their cells"
      : "rows have no titles; what is told of one stands in the column 'because'"
  }

  private static func written(_ text: String) -> String? {
    guard let help = MeantNumber.comparison(text), help.hasPrefix("write {") else { return nil }
    return String(help.dropFirst(6))
  }

  /// What a comparison of a rule file is as an expression.
  private static func expression(_ written: String, of name: String) -> String? {
    if let match = written.wholeMatch(of: /\{ ?(gte?|lte?|ne|eq): ?(-?[0-9]+(?:\.[0-9]+)?) ?\}/) {
      let signs = ["gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "ne": "!=", "eq": "=="]
      return signs[String(match.1)].map { "\(name) \($0) \(match.2)" }
    }
    if let match = written.wholeMatch(of: /\{ ?between: ?\[([0-9.]+), ?([0-9.]+)\] ?\}/) {
      return "\(name) >= \(match.1) && \(name) <= \(match.2)"
    }
    return nil
  }
}
