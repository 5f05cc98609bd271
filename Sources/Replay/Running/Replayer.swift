import DecisionLog
import Decisions
import JSON
import Rules
package import Time

/// Decides lines of a log anew under another rule book, and compares. It belongs to one thread; several of them share the
/// lines of a log, and what they find adds up to the same.
package final class Replayer {
  package struct Options: Sendable {
    /// Decisions that were recorded before are passed over.
    package var since: Instant?
    /// Decisions that were recorded then or later are passed over.
    package var until: Instant?
    package var expected = ExpectedChanges.none
    /// How many changed decisions are listed.
    package var listed = 20
    /// The version of Waymark.
    package var version: String

    package init(version: String) { self.version = version }
  }

  package private(set) var tally = ReplayTally()
  let book: ReplayBook
  let options: Options
  private let recordedBook: (_ revision: String, _ file: Int) -> RecordedBook
  private var pasts: [PastBook.Key: PastBook] = [:]
  private var deciders = Deciders()
  private let places: BookPlaces
  private var result = JSONWriter(reservingCapacity: 4_096)

  /// - Parameters:
  ///   - book: the one to decide by.
  ///   - recordedBook: gives the book of a revision that stands beside a file, by its number.
  package init(
    _ book: ReplayBook, options: Options,
    recordedBook: @escaping (_ revision: String, _ file: Int) -> RecordedBook
  ) {
    self.book = book
    self.options = options
    self.recordedBook = recordedBook
    places = BookPlaces(book.files)
    tally.matches = Array(repeating: 0, count: book.book.rules.count)
    tally.covered = Array(repeating: 0, count: options.expected.entries.count)
  }

  /// Takes a line of a log, without its line feed.
  ///
  /// - Parameter version: the one that wrote it, where its file says so.
  package func replay(_ bytes: [UInt8], at position: LinePosition, version: String?) {
    guard let line = LogLine(bytes) else {
      return tally.note(unreadable: "this is no line of the log", at: position)
    }
    guard let record = line.record else { return tally.erased += 1 }
    guard let decision = RecordedDecision(Array(record)) else { return gap(Array(record), at: position) }
    if let since = options.since, decision.recorded < since { return tally.passedOver += 1 }
    if let until = options.until, decision.recorded >= until { return tally.passedOver += 1 }
    replay(RecordedLine(record: decision, line: line, position: position, version: version))
  }

  /// Says that a line cannot be read, or a file from there on.
  package func note(unreadable problem: String, at position: LinePosition) {
    tally.note(unreadable: problem, at: position)
  }

  private func gap(_ record: [UInt8], at position: LinePosition) {
    guard let gap = LoggedGap(record) else {
      return tally.note(unreadable: "this is no record of a decision", at: position)
    }
    if let since = options.since, gap.to < since { return tally.passedOver += 1 }
    if let until = options.until, gap.from >= until { return tally.passedOver += 1 }
    tally.gaps += 1
    tally.dropped += gap.count
  }

  // MARK: One decision

  private func replay(_ line: RecordedLine) {
    let record = line.record
    count(line)
    let past = past(of: line)
    let decider = deciders.decider(book.plan, record.expressions)
    let new: Decision
    do throws(StateRefusal) {
      new = try record.decide(by: decider, warnings: .withNew(except: past.missing.hiddenPointers))
    } catch {
      let obstacle = past.obstacle(of: error, in: line, options.version)
      return tally.notRepeatable.count(obstacle, record.id, at: line.position)
    }
    for rule in new.matched { tally.matches[Int(rule)] += 1 }
    result.removeAll(keepingCapacity: true)
    record.writeResult(of: new, book.plan, to: &result)
    let isSame = record.recordedResult.elementsEqual(result.bytes)
    if isSame, past.missing.isEmpty { return tally.unchanged += 1 }
    var old: Decision?
    if !isSame {
      switch past.decideAgain(line, options.version) {
      case .same(let decision): old = decision
      case .notRepeatable(let obstacle):
        return tally.notRepeatable.count(obstacle, record.id, at: line.position)
      }
    }
    if !past.missing.isEmpty {
      let facts = past.missing.missing(
        for: .init(
          record: record, decision: new, decider: decider,
          oldDecider: isSame ? nil : past.decider(record.expressions), difference: past.difference))
      if !facts.isEmpty { return tally.missingFacts.count(facts, record.id, at: line.position) }
    }
    guard let old, let oldDecider = past.decider(record.expressions) else { return tally.unchanged += 1 }
    let sides = TwoDecisions(old: .init(old, by: oldDecider), new: .init(new, by: decider))
    compare(line, sides, past)
  }

  private func count(_ line: RecordedLine) {
    tally.decisions += 1
    tally.first = min(tally.first ?? line.record.recorded, line.record.recorded)
    tally.last = max(tally.last ?? line.record.recorded, line.record.recorded)
    tally.revisions.count(line.record.revision, line.record.id, at: line.position)
    for segment in line.segments(in: book.book) { tally.segments[segment, default: .init()].decisions += 1 }
  }

  private func past(of line: RecordedLine) -> PastBook {
    let key = PastBook.Key(file: line.position.file, revision: line.record.revision)
    if let known = pasts[key] { return known }
    let past = PastBook(recordedBook(key.revision, key.file), comparedWith: book)
    pasts[key] = past
    return past
  }

  private func compare(_ line: RecordedLine, _ sides: TwoDecisions, _ past: PastBook) {
    let record = line.record
    guard let difference = past.difference,
      let answer = try? JSONDocument(parsing: result.bytes, maximumDepth: 512)
    else { return }
    let before = NoticedDecision(record.document, record.decision)
    let after = NoticedDecision(answer, answer.root)
    let search = CauseSearch(difference, sides, isLimitGiven: record.limit != nil)
    guard before != after else {
      tally.reasonsOnly += 1
      for found in search.causesOfReasons() {
        add(found.cause, line, past, isExpected: false, isNoticed: false)
      }
      return
    }
    let actions = before.actions(otherwiseIn: after)
    let causes = search.causes(ofNoticed: actions)
    tally.noticed += 1
    let segments = line.segments(in: book.book)
    let isExpected = coverage(of: causes, segments, after.outcome, actions)
    if isExpected { tally.expected += 1 }
    for found in causes { add(found.cause, line, past, isExpected: isExpected, isNoticed: true) }
    for segment in segments { tally.segments[segment]?.noticed += 1 }
    tally.outcomes[.init(old: before.outcome, new: after.outcome), default: 0] += 1
    tally.count(from: before, to: after)
    guard !isExpected, tally.changes.count < options.listed else { return }
    tally.changes.append(
      ChangedDecision(
        id: record.id, journey: record.text(at: "journey") ?? "", recorded: record.recorded,
        position: line.position,
        old: before.summary, new: after.summary, causes: causes.map(\.cause)))
  }

  /// Whether each cause is covered by an entry of what is expected; those entries are counted.
  private func coverage(
    of causes: [FoundCause], _ segments: [ReplayTally.Segment], _ outcome: String, _ actions: [String]
  ) -> Bool {
    guard !options.expected.entries.isEmpty else { return false }
    func name(_ dimension: ReplayTally.Segment.Dimension) -> String? {
      segments.first { $0.dimension == dimension }?.name
    }
    let subject = ExpectedChange.Subject(
      stage: name(.stage), persona: name(.persona), market: name(.market), outcome: outcome)
    var used: Set<Int> = []
    var isCovered = true
    for found in causes {
      let entries = options.expected.entries.indices.filter {
        options.expected.entries[$0].covers(found, of: subject, noticed: actions)
      }
      if entries.isEmpty { isCovered = false }
      used.formUnion(entries)
    }
    for entry in used { tally.covered[entry] += 1 }
    return isCovered
  }

  private func add(_ cause: Cause, _ line: RecordedLine, _ past: PastBook, isExpected: Bool, isNoticed: Bool)
  {
    let found = FoundCount(line.record.id, at: line.position)
    tally.count(cause, found, isExpected: isExpected, isNoticed) {
      (old: past.place(of: cause), new: cause.place(in: book.book, places, isNew: true))
    }
  }
}
