import Rules
package import Time

/// What a state says of channels, by their indices.
package struct StatedConsents {
  /// When consent was given.
  package private(set) var yeses: [Int: Instant] = [:]
  /// What it says no to, in its consents or by an opt-out among its contacts that no yes of its own goes beside.
  package private(set) var noes: Set<Int> = []

  package init() {}

  package init(_ state: JourneyState) {
    yeses = state.consent.compactMapValues { $0.isGiven ? $0.at : nil }
    noes = Set(state.consent.filter { !$0.value.isGiven }.keys)
    let optOuts = state.contacts.filter { $0.results.contains { $0.outcome.withdrawsConsent } }
    noes.formUnion(optOuts.compactMap(\.channel).filter { state.consent[$0] == nil })
  }

  /// Has a no that is known go before a yes of the state whose date has not come: it was said before this is asked.
  package func outlastYesesAhead(of clock: Instant, in considered: inout JourneyHistory) {
    for (channel, at) in yeses.sorted(by: { $0.key < $1.key }) where at > clock {
      guard considered.withdrawals.contains(where: { $0.channel == channel && $0.at < at }) else { continue }
      considered.withdrawals.append(Withdrawal(channel: channel, at: at))
    }
  }
}
