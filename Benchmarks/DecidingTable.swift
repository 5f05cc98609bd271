import Foundation

/// What deciding costs under books of several sizes, each measured in a process of its own: rows of a table.
enum DecidingTable {
  private static let sizes = [100, 1_000, 10_000, 100_000]

  /// - Parameter rules: the folder of one more rule book.
  static func measure(beside rules: String) throws -> MarkdownTable {
    var books = [try Column(name: "shipped book", book: rules)]
    for size in sizes { books.append(try Column(name: size.grouped, book: "\(size)")) }
    var table = MarkdownTable(header: ["rules"] + books.map(\.name))
    for (name, cell) in rows { table.add([name] + books.map { cell($0) }) }
    for book in books where book.figures.wrong > 0 {
      table.remarks.append("\(book.figures.wrong) answers are wrong with \(book.name).")
    }
    return table
  }

  private static let rows: [(name: String, cell: @Sendable (Column) -> String)] = [
    ("rules that a state matches", { String(format: "%.1f", $0.figures.matches) }),
    ("reading a state", { micro($0.figures.reading) }),
    ("matching", { micro($0.figures.matching) }),
    ("gates, ranking and reasons", { micro($0.figures.deciding - $0.figures.matching) }),
    ("writing the answer", { micro($0.figures.writing) }),
    (
      "the whole decision",
      { micro($0.figures.reading + $0.figures.deciding + $0.figures.writing) }
    ),
    ("linear scan in C, which only matches and ranks", { $0.figures.scan.map { micro($0) } ?? "–" }),
    (
      "matching to ranking, beside the scan",
      { book in book.figures.scan.map { String(format: "%.3f", book.figures.deciding / $0) } ?? "–" }
    ),
    (
      "the whole decision, with ten contacts",
      { book in
        micro(book.figures.reading + book.figures.remembering + book.figures.writing)
      }
    ),
    ("loading, the first time", { milli($0.figures.loading) }),
    ("loading again", { milli($0.figures.reloading) }),
    ("memory of the loaded book", { String(format: "%.0f MiB", $0.memory) }),
  ]

  private static func micro(_ nanoseconds: Double) -> String { String(format: "%.2f µs", nanoseconds / 1e3) }

  private static func milli(_ nanoseconds: Double) -> String { String(format: "%.0f ms", nanoseconds / 1e6) }

  private struct Column {
    let name: String
    let figures: DecidingFigures
    /// MiB.
    let memory: Double

    init(name: String, book: String) throws {
      self.name = name
      figures = try JSONDecoder().decode(DecidingFigures.self, from: Measure.output(of: ["row", book]))
      memory =
        Double(String(decoding: try Measure.output(of: ["memory", book]).dropLast(), as: UTF8.self)) ?? 0
    }
  }
}

extension Int {
  /// As people write it: 10,000.
  var grouped: String {
    let digits = String(self)
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    }
  }
}
