import API
import Decisions
import History
import JSON
import Journeys
import Rules
import Time

/// What `next` does and says beyond a decision, so that no no is overheard.
extension DecisionService {
  /// Counts what the same person opted out of under other spellings of the id as if it were told of this one.
  func addOptOutsElsewhere(
    to considered: inout JourneyHistory, _ journey: inout JourneyState, in group: DecisionGroup
  ) {
    let (history, plan) = (state.history, group.book.plan)
    let found = history.optOuts(underOtherSpellingsOf: journey.journey, under: plan, at: group.clock)
    var isTold = false
    for optOut in found.reversed() {
      guard let channel = plan.book.vocabulary.channels.index(ofID: optOut.channel) else { continue }
      considered.withdrawals.append(Withdrawal(channel: channel, at: optOut.at))
      let yes = journey.consent[channel].flatMap { $0.isGiven ? $0.at : nil }
      guard yes.map({ $0 <= optOut.at }) ?? true,
        !history.hasOptedOut(journey.journey, of: optOut.channel, since: optOut.at)
      else { continue }
      isTold = true
      journey.warn(
        WarningText.noElsewhere(
          differing: journey.journey.difference(from: optOut.journey), to: optOut.channel, on: "\(optOut.at)")
      )
    }
    // What cannot be read is told of elsewhere.
    guard !isTold, let known = try? history.similarJourney(to: journey.journey) else { return }
    journey.warn(
      "a journey is known whose id differs from this one \(journey.journey.difference(from: known)) only: \(WarningText.otherPerson)"
    )
  }

  /// Warns of what a state says of consent and does not do what is meant: noes that nothing remembers, without which the
  /// next request would reserve, and yeses whose date has not come.
  func warnOfStatedConsents(_ journey: inout JourneyState, _ subject: Subject, in group: DecisionGroup) {
    let warnings = unrememberedNoes(subject, in: group) + yesesAhead(subject, in: group)
    guard !warnings.isEmpty else { return }
    journey.setWarnings((journey.warnings + warnings).sorted { bytesPrecede($0.pointer, $1.pointer) })
  }

  private func yesesAhead(_ subject: Subject, in group: DecisionGroup) -> [JourneyState.Warning] {
    let channels = group.book.plan.book.vocabulary.channels
    return StatedConsents(subject.given).yeses.sorted { $0.key < $1.key }.compactMap { channel, at in
      guard at > group.clock + EventReader.mostClockDifference else { return nil }
      return JourneyState.Warning(
        pointer: JSONPointer().appending(StateKey.consent.rawValue).appending(channels[channel].id)
          .description,
        detail: EventReader.isAhead(at, of: group.clock))
    }
  }

  private func unrememberedNoes(_ subject: Subject, in group: DecisionGroup) -> [JourneyState.Warning] {
    let said = StatedConsents(subject.given).noes
    guard !said.isEmpty else { return [] }
    let (history, plan) = (state.history, group.book.plan)
    let closed = Set(
      history.closed(of: subject.state.journey, under: plan, at: group.clock).map { ExactText($0.channel) })
    let channels = said.sorted().map { plan.book.vocabulary.channels[$0].id }
    return channels.filter { !closed.contains(ExactText($0)) }.map { channel in
      let index = plan.book.vocabulary.channels.index(ofID: channel)
      let yes = index.flatMap { subject.state.consent[$0] }.flatMap { $0.isGiven ? $0.at : nil }
      return JourneyState.Warning(
        pointer: JSONPointer().appending(StateKey.consent.rawValue).appending(channel).description,
        detail: yes.map { WarningText.noBeforeYes(of: "\($0)") } ?? WarningText.unrememberedNo)
    }
  }

  /// What a state says of channels; nothing of one that does not fit the book.
  func consents(in document: JSONDocument, for plan: DecisionPlan) -> StatedConsents {
    let read = try? JourneyState.read(document, at: document.root, for: plan, limits: limits)
    return read.map { StatedConsents($0) } ?? StatedConsents()
  }
}
