package import JSON
import Decisions
import Rules
package import Time

/// Counts what decisions came to: from the records of a decision log, one after the other, in bounded memory.
package struct DecisionTally: Sendable {
  let window: CountWindow
  let dimension: CountDimension?

  /// Decisions that are counted.
  package private(set) var decisions = 0
  /// When the first and the last of them were recorded.
  package private(set) var times: ClosedRange<Instant>?
  /// Decisions that the log says were dropped.
  package private(set) var dropped = 0

  var names = CountedNames()
  var outcomes = IndexedCounts(0)
  var calls = IndexedCounts(0)
  var rules = IndexedCounts(RuleCounts())
  var actions = IndexedCounts(ActionCounts())
  /// By what decisions are counted by, where that is neither actions nor rules.
  var groups = IndexedCounts(GroupCounts())
  private(set) var revisions: [Int: RevisionCounts] = [:]
  /// Of actions and reasons, and of reasons and what gave them.
  var heldBack = PairCounts()
  var causes = PairCounts()
  var passedOver = PairCounts()
  /// Of stages and personas.
  var noMatch = PairCounts()
  var warnings = RemarkTally()
  var contacts: OutcomeTally
  let words: Words
  /// What was counted in a decision already.
  var seenActions = SeenIndices()
  var seenRules = SeenIndices()
  var seenChannels = SeenIndices()

  /// The names that are asked for again and again.
  struct Words: Sendable {
    let unknown, noMatch: Int
  }

  /// - Parameter limit: of how many contacts and decisions it is known what came of them.
  package init(
    _ window: CountWindow = CountWindow(), by dimension: CountDimension? = nil, limit: Int = 2_000_000
  ) {
    self.window = window
    self.dimension = dimension
    contacts = OutcomeTally(limit: limit)
    words = Words(
      unknown: names.index(of: Self.unknown), noMatch: names.index(of: DecisionOutcome.noMatch.rawValue))
  }

  /// What stands for a stage, a persona or a market that is not known.
  package static let unknown = "unknown"

  /// Counts a record.
  ///
  /// - Returns: false where it is none.
  package mutating func add(_ document: JSONDocument) -> Bool {
    if let gap = document.member("gap", of: document.root) { return addGap(gap, document) }
    guard let record = CountedRecord(document) else { return false }
    note(record)
    // Contacts are those of decisions before, none of which would be counted.
    if window.since.map({ record.at < $0 }) ?? false { return true }
    addContacts(record)
    guard window.contains(record.at) else { return true }
    decisions += 1
    times =
      times.map { min($0.lowerBound, record.at)...max($0.upperBound, record.at) } ?? record.at...record.at
    count(record)
    return true
  }

  /// The rule books that decided, whether what they decided is counted or not, the oldest first, each with the instant of
  /// its first record.
  package var revisionsInOrder: [(revision: String, first: Instant)] {
    revisions.map { (names.names[$0.key], $0.value) }.sorted { ($0.1.last, $0.0) < ($1.1.last, $1.0) }
      .map { ($0.0, $0.1.first) }
  }

  private mutating func addGap(_ gap: JSONToken, _ document: JSONDocument) -> Bool {
    guard document.kind(of: gap) == .number, let count = document.int64(at: gap), count >= 0,
      let from = document.member("from", of: document.root).flatMap({
        Instant(rfc3339: document.string(at: $0))
      })
    else { return false }
    if window.contains(from) { dropped += Int(count) }
    return true
  }

  private mutating func note(_ record: CountedRecord) {
    let index = names.index(of: record.revision, in: record.document)
    var counts = revisions[index] ?? RevisionCounts(at: record.at)
    counts.first = min(counts.first, record.at)
    counts.last = max(counts.last, record.at)
    if window.contains(record.at) { counts.decisions += 1 }
    revisions[index] = counts
  }
}
