import Foundation
import JSON
import RuleFiles
import Rules

/// Streams of states, a line each, beside a linear scan in C over the same rules.
enum Streaming {
  /// How often the states are sent in one stream.
  private static let times = 20

  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    let made = try Workload.made(for: "\(SocketTable.rulesMade)")
    guard let book = RuleBook.load(made.files).book,
      let scanning = Scanning(book, try made.states.map { try JSONDocument(parsing: $0) })
    else { throw ServerFailure("the made-up book does not load") }
    let lines = Requests.lines(made.states)
    let books = try [("as shipped", []), ("no decision log", ["decision_log: {enabled: false}"])].map {
      (
        name: $0.0,
        book: try ServedBook(
          table.program, serving: made.files, in: table.workplace, named: "stream \($0.0)", settings: $0.1)
      )
    }
    for (name, served) in books {
      let wrong = try wrongAnswers(of: served.client, lines, scanning, limit: book.policies.limit)
      guard wrong == 0 else { throw ServerFailure("\(wrong) answers of a stream are wrong, \(name)") }
    }
    let (ours, scan) = try measure(
      books.map(\.book), lines, states: made.states.count, scanning, rounds: max(3, 7 / table.haste))
    return zip(books, ours).map { book, figures in
      row(book.name, figures, dropped: dropped(by: book.book), scan: scan)
    }
  }

  private struct Figures {
    /// Of the server for a line, in nanoseconds.
    var processor: [Double] = []
    var perSecond: [Double] = []
  }

  /// By turns.
  private static func measure(
    _ books: [ServedBook], _ lines: Requests, states: Int, _ scanning: Scanning, rounds: Int
  ) throws -> (ours: [Figures], scan: Double) {
    var (ours, scan): ([Figures], [Double]) = (books.map { _ in Figures() }, [])
    for round in 0...rounds {
      for (index, book) in books.enumerated() {
        let before = book.server.processorTime
        let began = ContinuousClock.now
        try book.client.stream("/v1/decide", lines, times: times)
        guard round > 0 else { continue }
        let seconds = (ContinuousClock.now - began).seconds
        let count = Double(states * times)
        ours[index].perSecond.append(count / seconds)
        ours[index].processor.append((book.server.processorTime - before) / count)
      }
      let began = Measure.threadTime()
      scanning.decideAll()
      if round > 0 { scan.append(Double(Measure.threadTime() - began) / Double(states)) }
    }
    return (ours, Measure.median(scan))
  }

  /// Decisions that the log had no room for.
  private static func dropped(by book: ServedBook) -> Double {
    let metrics = try? book.client.fetch(.get("/metrics"))
    return metrics?.metric("waymark_decision_log_dropped_total") ?? 0
  }

  private static func row(_ name: String, _ figures: Figures, dropped: Double, scan: Double)
    -> SocketTable.Row
  {
    let processor = Measure.median(figures.processor)
    let missing = dropped > 0 ? String(format: "; %.0f not logged for want of room", dropped) : ""
    return .init(
      name: "a stream, 10,000 rules, \(name)",
      ours: String(
        format: "%.2f µs of processor a decision, %.0f a second%@", processor / 1e3,
        Measure.median(figures.perSecond), missing),
      other: String(format: "linear scan in C: %.2f µs", scan / 1e3),
      ratio: String(format: "%.2f", processor / scan))
  }

  // MARK: Checking

  /// How many of the states are answered other than the scan does.
  private static func wrongAnswers(
    of client: Client, _ lines: Requests, _ scanning: Scanning, limit: Int
  ) throws -> Int {
    let answer = try client.stream("/v1/decide", lines, times: 1, keeping: 64 << 20)
    let answers = try Chunks.body(of: answer).split(separator: UInt8(ascii: "\n")).map {
      try JSONDocument(parsing: Array($0))
    }
    let expected = scanning.bestPriorities(limit: limit)
    // One for each state, and the line at the end.
    guard answers.count == expected.count + 1 else { return expected.count }
    return zip(answers, expected).count { priorities(in: $0) != $1 }
  }

  /// Of what an answer recommends, in millionths.
  private static func priorities(in answer: JSONDocument) -> [Int64] {
    guard let list = answer.member("recommendations", of: answer.root) else { return [-1] }
    return answer.elements(of: list).map { entry in
      let priority = answer.member("priority", of: entry).flatMap { answer.double(at: $0) }
      return Int64(((priority ?? -1) * 1_000_000).rounded())
    }
  }
}
