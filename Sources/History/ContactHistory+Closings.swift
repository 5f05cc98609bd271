package import Decisions
import HistoryRecords
import Journeys
package import Rules
package import Time

/// Whether a person may still be reached by the channel of what was reserved.
extension ContactHistory {
  /// Which of the actions that a decision reserved go by a channel that is closed to the person now, or bounced, in their
  /// order, under this spelling of the id or another; not those that were given back. It was open when they were reserved,
  /// so that it was told since, whatever its own instant.
  ///
  /// - Parameters:
  ///   - yeses: by channel of the book: when it was given, by what the decision was asked with.
  ///   - plan: of the rule book that serves, which says how long a bounce counts.
  ///   - now: by when consent may have been given again.
  package func closed(
    _ actions: [String], of decision: DecisionID, yeses: [Int: Instant], under plan: DecisionPlan,
    at now: Instant
  ) -> [String] {
    loop?.assertCurrent()
    let released = Set(
      self.released(actions, of: decision, sameContactWithin: plan.book.policies.sameContactWithin))
    return actions.filter { action in
      guard !released.contains(action), let contact = index.contact(of: decision, action: action),
        index.contacts[contact].channel >= 0
      else { return false }
      return hasOptedOut(of: contact, yeses, under: plan, at: now)
        || hasBounced(contact, under: plan, at: now)
    }
  }

  /// The channels that a person opted out of, and since when, also where nothing but a hash of that is left; not those to
  /// which a later yes was told.
  ///
  /// - Parameter plan: of the rule book that serves, whose channels a yes names.
  package func closed(of journey: String, under plan: DecisionPlan, at now: Instant) -> [ContactDocument
    .Closed]
  {
    loop?.assertCurrent()
    var latest: [Int32: Instant] = [:]
    func note(_ channel: Int32, _ at: Instant) { latest[channel] = max(latest[channel] ?? at, at) }
    if let number = index.journeys.number(of: journey) {
      for row in index.withdrawals(ofJourney: number) { note(row.channel, row.instant) }
    }
    for item in person(journey).flatMap({ index.forgotten[$0] }) ?? [] { note(item.channel, item.at) }
    guard !latest.isEmpty else { return [] }
    // What cannot be read has given no consent.
    let memory = (try? remembered(journey, in: plan)).map { JourneyMemory($0, at: now, in: plan) }
    return latest.compactMap { number, at in
      guard let name = index.channelName(number) else { return nil }
      let channel = plan.book.vocabulary.channels.index(ofID: name)
      if let yes = channel.flatMap({ memory?.consent[$0]?.yes }), yes > at { return nil }
      return .init(channel: name, at: at)
    }.sorted { bytesPrecede($0.channel, $1.channel) }
  }

  /// How many opt-outs are known, one for each person and channel.
  package var optOutCount: Int {
    loop?.assertCurrent()
    return index.withdrawalCounts().reduce(0, +)
  }

  /// How many of them are of journeys of which nothing but a hash is left, so that nobody can name them.
  package var unnamedOptOutCount: Int {
    loop?.assertCurrent()
    return index.forgotten.values.reduce(0) { $0 + $1.count }
  }

  /// Whether it has anything that a decision reserved.
  package var hasReservations: Bool {
    loop?.assertCurrent()
    return index.contacts.rows.contains { $0.id > 0 && $0.origin == .reserved }
  }

  /// How many opt-outs are of channels that a rule book does not have, by channel: they keep nobody from any other.
  package func optOuts(unknownTo book: RuleBook) -> [(channel: String, count: Int)] {
    loop?.assertCurrent()
    let unknown = index.channels.indices.filter {
      !index.channels[$0].isEmpty && book.vocabulary.channels.index(ofID: index.channels[$0]) == nil
    }
    guard !unknown.isEmpty else { return [] }
    let counts = index.withdrawalCounts()
    return unknown.map { (index.channels[$0], counts[$0]) }.filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
  }

  /// Of one instant the no counts.
  private func hasOptedOut(
    of contact: Int32, _ yeses: [Int: Instant], under plan: DecisionPlan, at now: Instant
  ) -> Bool {
    let row = index.contacts[contact]
    let journey = index.journeys.names[Int(row.journey)]
    let name = index.channelName(row.channel).map { ExactText($0) }
    let own = index.withdrawals(ofJourney: row.journey).first { $0.channel == row.channel }?.instant
    let elsewhere = optOuts(underOtherSpellingsOf: journey, under: plan, at: now)
      .first { ExactText($0.channel) == name }?.at
    guard let no = [own, elsewhere].compactMap(\.self).max() else { return false }
    guard let channel = channel(of: contact, under: plan) else { return true }
    if let yes = yeses[channel], yes > no, yes <= now { return false }
    // What cannot be read has given no consent.
    guard let remembered = try? remembered(journey, in: plan),
      let yes = JourneyMemory(remembered, at: now, in: plan).consent[channel]?.yes
    else { return true }
    return yes <= no
  }

  private func hasBounced(_ contact: Int32, under plan: DecisionPlan, at now: Instant) -> Bool {
    let row = index.contacts[contact]
    guard let channel = channel(of: contact, under: plan) else { return false }
    let span = plan.book.vocabulary.channels.items[channel].bouncedFor
    return index.contacts(ofJourney: row.journey).contains { other in
      guard index.contacts[other].channel == row.channel,
        let bounce = index.result(.bounced, of: other)?.instant
      else { return false }
      return now < bounce + span
    }
  }

  /// Its channel in the words of the rule book; nil where that has none that is called so.
  private func channel(of contact: Int32, under plan: DecisionPlan) -> Int? {
    index.channelName(index.contacts[contact].channel).flatMap {
      plan.book.vocabulary.channels.index(ofID: $0)
    }
  }
}
