import API
import Decisions
import History
import HistoryRecords
import JSON
import Reporting
import Rules
import Serving
import Time

/// What was recorded of a request.
struct ReportTally {
  /// What is reported.
  enum Kind: Sendable {
    case outcomes
    case events
  }

  private let kind: Kind
  var recorded = 0
  var repeated = 0
  var warnings: [JourneyState.Warning] = []
  var mistakes = Mistakes()
  /// Whether all that is wrong is that decisions are not known.
  var isUnknownDecision = true
  /// Whether all that is wrong is that events were told otherwise before.
  var isConflict = true

  /// Whether anybody was known when the request began: before the first list nobody is.
  let knowsPeople: Bool

  init(of kind: Kind, knowingPeople knowsPeople: Bool) {
    self.kind = kind
    self.knowsPeople = knowsPeople
  }

  mutating func count(
    _ recorded: HistoryTransaction.Recorded, prefix: String, _ decision: DecisionID?, channel: String? = nil
  ) {
    switch recorded {
    case .new: self.recorded += 1
    case .newOnTwoChannels:
      self.recorded += 1
      warnings.append(
        .init(
          pointer: "\(prefix)/channel",
          detail: "the decision's contact went by another channel than '\(channel ?? "")'; both are closed")
      )
    case .newOnReleased:
      self.recorded += 1
      warnings.append(
        .init(
          pointer: prefix,
          detail:
            "its reservation was given back before, as not sent: it counts for no cooldown and no cap; to send it after all, ask for the next action again, under another key"
        ))
    case .repeated: repeated += 1
    case .nothingToRelease:
      warnings.append(
        .init(
          pointer: prefix,
          detail:
            "nothing is given back: no contact of this action and channel was reserved by then of which nothing else is known"
        ))
    case .erasedSince:
      warnings.append(
        .init(
          pointer: prefix,
          detail: "nothing is recorded: the journey of its decision was erased since"))
    case .conflict: addConflict("", prefix: prefix)
    case .otherJourney:
      isUnknownDecision = false
      mistakes.append(
        .init(
          pointer: "\(prefix)/journey",
          detail:
            "decision '\(decision?.text ?? "")' was made for another journey; name the decision that was made for this one, or leave 'journey' out"
        ))
    case .unknownDecision:
      mistakes.append(
        .init(
          pointer: "\(prefix)/decision",
          detail:
            "decision '\(decision?.text ?? "")' reserved nothing of this action; give 'journey', 'channel' and 'at' as well to record it"
        ))
    }
  }

  /// Counts an event whose id another one has.
  mutating func addConflict(_ id: String, prefix: String) {
    mistakes.append(
      .init(
        pointer: "\(prefix)/id",
        detail: "another event has the id '\(id)' and says something else; give every event an id of its own")
    )
  }

  mutating func add(_ refusal: StateRefusal, prefix: String) {
    isUnknownDecision = false
    isConflict = false
    mistakes.append(refusal, prefix: prefix)
  }

  var problem: Problem? {
    guard !mistakes.isEmpty else { return nil }
    return switch kind {
    case .outcomes: isUnknownDecision ? .unknownDecision(mistakes) : .outcomeRefused(mistakes)
    case .events: isConflict ? .eventConflict(mistakes) : .eventRefused(mistakes)
    }
  }

  /// Without a line feed.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("recorded", recorded)
      $0.member("repeated", repeated)
      $0.warnings(warnings)
    }
    return writer.bytes
  }

  /// Records what was read of an outcome.
  mutating func add(
    _ outcome: ReportReader.Outcome, prefix: String = "", in transaction: HistoryTransaction,
    _ state: ServingState
  ) throws(HistoryFault) {
    let report = outcome.report
    warnings += outcome.warnings.map { .init(pointer: prefix + $0.pointer, detail: $0.detail) }
    let (withdraws, noes) = (report.outcome.withdrawsConsent, transaction.withdrawalCount)
    var isUnknown = false
    if withdraws, report.decision == nil, let journey = report.journey {
      isUnknown = (try? state.history.knows(journey)) == false
    }
    let recorded = transaction.record(
      report, now: state.clock(), sameContactWithin: state.sameContactWithin)
    count(recorded, prefix: prefix, report.decision, channel: report.channel)
    if withdraws, outcome.isDate { settleDay(of: report, from: noes, in: transaction, prefix: prefix, state) }
    outlastYesesAhead(from: noes, in: transaction, prefix: prefix, state)
    if report.decision == nil, !withdraws, let journey = report.journey,
      let at = report.at
    {
      warnOfErased(journey, at: at, prefix: prefix, state)
    }
    // A decision knows its journey.
    if withdraws, report.decision == nil, let journey = report.journey {
      warnOfSpelling(
        journey, closing: [report.channel].compactMap(\.self), isUnknown: isUnknown, prefix: prefix,
        state)
    }
  }
}
