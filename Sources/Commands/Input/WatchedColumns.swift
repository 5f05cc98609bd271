import Diagnostics
import RuleFiles

/// Columns of a CSV file that nothing reads, and in which a no to a channel may stand all the same: one that is called as a
/// channel is may hold addresses, and one that is called `status` whether somebody wants mail.
struct WatchedColumns: Sendable {
  struct Column {
    let index: Int
    let name: String
    /// Whether any yes or no is one to a channel, by what it is called; else only what is a no by itself.
    let mayConcern: Bool
  }

  private let columns: [Column]

  init(_ columns: [Column] = []) { self.columns = columns }

  /// - Parameters:
  ///   - cells: the first line of a file.
  ///   - unknown: those of them that are left out without anybody having said so; so are those without a name.
  init(
    of cells: [Sheet.Cell], unknown: [Sheet.Cell], knowing book: some StateKnowledge
  ) throws(Failure) {
    let channels = KnownChannels(book)
    var columns: [Column] = []
    for (index, cell) in cells.enumerated()
    where cell.text.isEmpty || unknown.contains(where: { $0.span == cell.span }) {
      var mayConcern = cell.text.isEmpty
      if !mayConcern { mayConcern = try channels.mayConcern(cell.text) }
      columns.append(Column(index: index, name: cell.text, mayConcern: mayConcern))
    }
    self.columns = columns
  }

  /// What a row says of consent where nothing would look at it; nil where it says nothing.
  func mistake(in cells: [Sheet.Cell]) -> Refusal.Mistake? {
    for column in columns where column.index < cells.count {
      let cell = cells[column.index]
      let answer = ConsentAnswer(cell.text)
      guard
        answer == .optOut || answer != nil && column.mayConcern
          || ConsentWords.leavesOut(cell.text, under: column.name)
      else { continue }
      let place = column.name.isEmpty ? "a column without a name" : "the column '\(column.name)'"
      return CSVHeader.mistake(
        cell,
        "'\(cell.text)' in \(place) may be an answer to a channel, and nothing would look at it: name the column 'consent.CHANNEL' \(ConsentWords.cells(under: column.name)), declare it as an attribute if it means something else, or leave it out with --skip-columns"
      )
    }
    return nil
  }
}
