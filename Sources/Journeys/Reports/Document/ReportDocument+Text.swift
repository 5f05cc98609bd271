import Time

extension ReportDocument {
  /// For people: what the report says of itself, its tables, and what is to be known in order to read them. Of a listing
  /// the journeys, one a line.
  package var text: String {
    if let listing { return listing.journeys.map { "\($0)\n" }.joined() }
    return ([header.text(kind)] + tables.compactMap { $0.text() } + [notesText]).joined(separator: "\n")
  }

  private var notesText: String {
    let groups = header.dimensions.isEmpty ? "" : " A name begins with its group, as the JSON has it."
    let listed = "The journeys behind a number: --list NAME, as named below the tables.\(groups)"
    return (notes + [listed]).map(\.wrapped).joined()
  }
}

extension ReportHeader {
  fileprivate func text(_ kind: ReportKind) -> String {
    var text = "\(kind.title): \(journeys.grouped) \(journeys == 1 ? "journey" : "journeys") as of \(asOf)"
    if let since { text += ", since \(since)" }
    if !dimensions.isEmpty { text += ", by \(dimensions.map(\.name).joined(separator: ", "))" }
    text += "\n"
    text += completeSince.map { "Events are complete since \($0); " } ?? "There are no events; "
    return text + "entered unseen: \(enteredUnseen.grouped)\n"
  }
}

extension ReportKind {
  fileprivate var title: String {
    switch self {
    case .stages: "Stages"
    case .touchpoints: "Touchpoints"
    case .stalled: "Stalled"
    case .paths: "Paths"
    case .group: "Buying groups"
    }
  }
}

extension ReportTable {
  /// For people; nil where there is nothing to show.
  ///
  /// - Parameter rest: where the rows are that are not shown.
  package func text(rest: String = "which --format csv and json have") -> String? {
    let loud = rows.filter { !$0.isQuiet }
    guard !loud.isEmpty else { return nil }
    let shown = loud.prefix(shownRows)
    let seen = columns.indices.filter { column in
      !columns[column].isHidden && shown.contains { $0.values[column] != .absent }
    }
    var lines = [seen.map { columns[$0].heading + (columns[$0].isFromHistory ? " *" : "") }]
    lines += shown.map { row in seen.map { row.values[$0].text } }
    let isNumeric = seen.map { column in shown.contains { $0.values[column].isNumeric } }
    let widths = seen.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    var text = "\(title)\n"
    if let remark { text += remark.wrapped }
    text += "\n"
    for line in lines {
      let padded = seen.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return isNumeric[column] ? padding + line[column] : line[column] + padding
      }
      text += "  \(padded.joined(separator: "  "))".withoutTrailingSpace + "\n"
    }
    if loud.count > shown.count {
      text += "  … and \((loud.count - shown.count).grouped) more, \(rest)\n"
    }
    let example = shown.first { row in row.values.contains { $0.isPositive } } ?? shown.first
    if let names = cellNames(of: example) { text += "  --list \(names)\n" }
    return text
  }

  /// How the numbers of a row are called.
  private func cellNames(of row: ReportRow?) -> String? {
    let listed = columns.filter(\.isListed).map(\.path)
    guard let cell = row?.cell, let first = listed.first else { return nil }
    return (["\(cell).\(first)"] + listed.dropFirst().map { ".\($0)" }).joined(separator: ", ")
  }
}

extension ReportValue {
  fileprivate var isPositive: Bool { if case .count(let count) = self { count > 0 } else { false } }
}

extension String {
  private static let lineLength = 100

  /// In lines of at most a hundred characters, each with its end.
  fileprivate var wrapped: String {
    var (text, line) = ("", "")
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > Self.lineLength {
        text += "\(line)\n"
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return "\(text)\(line)\n"
  }

  fileprivate var withoutTrailingSpace: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
