import DecisionLog
import JSON
import Rules
import Time

/// A line of the log with a decision.
struct RecordedLine {
  let record: RecordedDecision
  let line: LogLine
  let position: LinePosition
  /// The version that wrote it, where its file says so.
  let version: String?

  /// Whose decision it is: the stage and the persona that it had, the market of the state or of the persona.
  func segments(in book: RuleBook) -> [ReplayTally.Segment] {
    func id(_ key: StaticString) -> String? {
      record.document.member(key, of: record.decision)
        .flatMap { record.document.member("id", of: $0) }.map { record.document.string(at: $0) }
    }
    let persona = id("persona")
    let given = record.document.member("market", of: record.state).map { record.document.string(at: $0) }
    let words = book.vocabulary
    let market =
      given.map { name in words.markets.index(named: name).map { words.markets[$0].id } ?? name }
      ?? persona.flatMap { words.personas.index(ofID: $0) }.flatMap { words.personas[$0].market }
      .map { words.markets[$0].id }
    return [
      .init(dimension: .stage, name: id("stage") ?? "unknown"),
      .init(dimension: .persona, name: persona ?? "unknown"),
      .init(dimension: .market, name: market ?? "unknown"),
    ]
  }
}

/// A record that stands for decisions that were not logged.
struct LoggedGap {
  let count: Int
  let from: Instant
  let to: Instant

  init?(_ record: [UInt8]) {
    guard let document = try? JSONDocument(parsing: record, maximumDepth: 512),
      let gap = document.member("gap", of: document.root), let count = document.int64(at: gap), count > 0,
      let from = document.member("from", of: document.root).flatMap({
        Instant(rfc3339: document.string(at: $0))
      }),
      let to = document.member("to", of: document.root).flatMap({ Instant(rfc3339: document.string(at: $0)) })
    else { return nil }
    self.count = Int(count)
    self.from = from
    self.to = to
  }
}
