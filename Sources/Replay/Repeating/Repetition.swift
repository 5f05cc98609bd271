package import DecisionLog
import Decisions
import JSON
import Rules

/// A decision of the log, made again by its own rule book.
package struct Repetition: Sendable {
  /// The answer, without a line feed.
  package let answer: [UInt8]
  /// Where it first differs from what was recorded; nil where it is the same to the byte.
  package let difference: FirstDifference?
  /// Why it differs, the likeliest first; empty where it does not.
  package let obstacles: [Obstacle]

  /// Why it cannot be made again at all.
  package struct Impossible: Error { package let obstacle: Obstacle }

  /// - Parameters:
  ///   - versions: the version that wrote the log, where its file says so, and this one.
  ///   - isIntact: whether the line has the digest of its record.
  package init(
    of record: RecordedDecision, under recorded: RecordedBook, versions: (logged: String?, current: String),
    isIntact: Bool
  ) throws(Impossible) {
    let book: ReplayBook
    switch recorded {
    case .kept(let kept): book = kept
    case .missing: throw Impossible(obstacle: .bookMissing(revision: record.revision))
    case .changed: throw Impossible(obstacle: .bookChanged(revision: record.revision))
    case .broken(let mistake):
      throw Impossible(obstacle: .bookBroken(revision: record.revision, mistake: mistake))
    }
    let plan = book.plan
    let search = ObstacleSearch(record: record, book: plan.book, versions: versions, isIntact: isIntact)
    do throws(StateRefusal) {
      let decision = try record.decide(
        by: Decider(plan, limits: record.expressions), warnings: .recorded)
      answer = record.answer(decision, plan)
      difference = Self.difference(of: record, from: decision, plan)
    } catch {
      let problem = error.problems.first
      throw Impossible(
        obstacle: search.masked().first
          ?? .stateRefused(pointer: problem?.pointer ?? "", detail: problem?.detail ?? ""))
    }
    obstacles = difference == nil ? [] : search.obstacles()
  }

  private static func difference(
    of record: RecordedDecision, from decision: Decision, _ plan: DecisionPlan
  ) -> FirstDifference? {
    var again = JSONWriter(reservingCapacity: 2_048)
    again.object {
      $0.member("decision") { record.writeResult(of: decision, plan, to: &$0) }
      $0.member("matched") { record.writeMatches(of: decision, plan.book, to: &$0) }
    }
    var recorded = JSONWriter(reservingCapacity: 2_048)
    recorded.object {
      $0.member("decision", raw: Array(record.recordedResult))
      $0.member("matched", raw: Array(record.recordedMatches))
    }
    guard again.bytes != recorded.bytes,
      let one = try? JSONDocument(parsing: recorded.bytes, maximumDepth: 512),
      let other = try? JSONDocument(parsing: again.bytes, maximumDepth: 512)
    else { return nil }
    let found = FirstDifference.between(one, other)
    // Spaces, or an escape, that this version does not write.
    let whole = FirstDifference(pointer: "", first: nil, second: nil)
    return found.map(\.inAnswer) ?? whole
  }
}

extension FirstDifference {
  /// The same as seen from the answer, whose members stand in `decision`.
  fileprivate var inAnswer: FirstDifference {
    let prefix = "/decision"
    guard pointer.hasPrefix(prefix) else { return self }
    return FirstDifference(pointer: String(pointer.dropFirst(prefix.count)), first: first, second: second)
  }
}
