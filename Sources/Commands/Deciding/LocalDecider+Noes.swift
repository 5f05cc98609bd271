import API
import Decisions
import JSON
import Rules
import Time

/// What has to hold where something is reserved, so that no no is overheard: the same as the daemon heeds.
extension LocalDecider {
  func checkClock(of state: JourneyState) throws(Refusal) {
    guard let now = state.now else { return }
    let clock = run.clock
    guard !JourneyState.mayReserve(at: now, by: clock) else { return }
    throw Refusal(mistakes: [
      .init(
        pointer: "/\(StateKey.now.rawValue)",
        detail:
          "'now' is \(now) and the run's is \(clock): to reserve, they may differ by five minutes at most; '--now' says when the run is"
      )
    ])
  }

  /// Has noes count that were said under another spelling of the id, or before a yes whose date has not come; and warns of
  /// noes that hold for this state alone.
  func heedNoes(
    _ state: inout JourneyState, _ given: JourneyState, _ considered: inout JourneyHistory
  ) {
    let said = StatedConsents(given)
    let known = Set(closed(of: state.journey).map(\.channel))
    heedNoesElsewhere(&state, &considered)
    said.outlastYesesAhead(of: run.clock, in: &considered)
    let channels = run.plan.book.vocabulary.channels
    let warnings = said.noes.subtracting(known).sorted().map { channel in
      JourneyState.Warning(
        pointer: "/\(StateKey.consent.rawValue)/\(channels[channel].id)", detail: WarningText.unrememberedNo)
    }
    guard !warnings.isEmpty else { return }
    state.setWarnings((state.warnings + warnings).sorted { bytesPrecede($0.pointer, $1.pointer) })
  }

  private func closed(of journey: String) -> [Withdrawal] {
    run.history?.closed(of: journey, in: run.plan, at: run.clock) ?? []
  }

  private func heedNoesElsewhere(_ state: inout JourneyState, _ considered: inout JourneyHistory) {
    guard let history = run.history else { return }
    var latest: [Int: (journey: String, at: Instant)] = [:]
    for name in history.optedOut(underOtherSpellingsOf: state.journey) {
      for no in closed(of: name) {
        if let known = latest[no.channel], known.at >= no.at { continue }
        latest[no.channel] = (name, no.at)
      }
    }
    for (channel, no) in latest.sorted(by: { $0.key > $1.key }) {
      let isOwn = considered.withdrawals.contains { $0.channel == channel && $0.at >= no.at }
      considered.withdrawals.append(Withdrawal(channel: channel, at: no.at))
      let yes = state.consent[channel].flatMap { $0.isGiven ? $0.at : nil }
      guard yes.map({ $0 <= no.at }) ?? true, !isOwn else { continue }
      state.warn(
        WarningText.noElsewhere(
          differing: state.journey.difference(from: no.journey),
          to: run.plan.book.vocabulary.channels[channel].id, on: "\(no.at)"))
    }
  }
}
