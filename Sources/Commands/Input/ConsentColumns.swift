import Diagnostics
import JSON
import RuleFiles
import Rules

/// The columns of a CSV file that say which channels may be used. One that is misspelt is not left out as others are: a no
/// in it would be overheard.
struct ConsentColumns {
  private static let key = StateKey.consent.rawValue

  private struct Column {
    let cell: Sheet.Cell
    /// Empty where none is named.
    let channel: String
    /// Whether it is written as such a column is.
    let isExact: Bool

    init?(_ cell: Sheet.Cell) {
      let name = cell.text
      let head = String(name.prefix { !". _-:/".contains($0) })
      guard nearest(to: head, among: [key]) != nil else { return nil }
      self.cell = cell
      channel = String(name.dropFirst(head.count + 1))
      isExact = name.lowercased().hasPrefix("\(key).") || name.lowercased() == key
    }
  }

  /// What is wrong with those among the names of the columns of a file.
  ///
  /// - Parameters:
  ///   - cells: the first line, without columns that are left out.
  ///   - others: those of them that there are not.
  static func mistakes(
    among cells: [Sheet.Cell], unknown others: [Sheet.Cell], knowing book: some StateKnowledge
  ) throws(Failure) -> [Refusal.Mistake] {
    let columns = cells.compactMap { Column($0) }
    let named = Set(columns.map(\.channel).filter { !$0.isEmpty })
    let unknown = named.isEmpty ? [:] : try self.unknown(among: named, knowing: book)
    let misspelt: [Refusal.Mistake] = columns.compactMap { column in
      let (name, channel) = (column.cell.text, column.channel)
      guard !channel.isEmpty else {
        guard column.isExact else { return nil }
        return CSVHeader.mistake(
          column.cell, "unknown column '\(name)'; name the channel as well, as in 'consent.email'")
      }
      if column.isExact {
        return unknown[channel].map { CSVHeader.mistake(column.cell, "the column '\(name)': \($0)") }
      }
      // Of what only looks like one, a channel tells that it is meant.
      guard unknown[channel] == nil else { return nil }
      return CSVHeader.mistake(
        column.cell, "unknown column '\(name)'; did you mean '\(key).\(channel)'?")
    }
    let places = Set(misspelt.compactMap { $0.place?.column })
    return misspelt
      + others.filter { ConsentWords.speaks($0.text) && !places.contains(Int($0.span.column)) }.map {
        CSVHeader.mistake(
          $0,
          "the column '\($0.text)' speaks of consent, and nothing would look at it: name it '\(key).CHANNEL' \(ConsentWords.cells(under: $0.text)), or leave it out with --skip-columns"
        )
      }
  }

  /// What is said of each channel that the rule book does not know, by a state that names them all.
  private static func unknown(
    among channels: Set<String>, knowing book: some StateKnowledge
  ) throws(Failure) -> [String: String] {
    var writer = JSONWriter()
    writer.object {
      $0.member(named: StateKey.journey.rawValue) { $0.string("columns") }
      $0.object("consent") {
        for channel in channels.sorted() { $0.member(named: channel) { $0.bool(true) } }
      }
    }
    let details = try book.mistakes(in: writer.bytes).map { ($0.pointer, $0.detail) }
    var unknown: [String: String] = [:]
    for channel in channels {
      let pointer = CSVColumns.pointer([key, channel])
      // One that is named twice, in other capitals, is known.
      unknown[channel] = details.first { $0 == pointer && $1.hasPrefix("unknown channel") }?.1
    }
    return unknown
  }
}
