import Decisions
import Journeys
import Rules
import Time

/// What a run without a daemon remembers from its beginning: contacts, opt-outs and events that it was given. It stays as it
/// is while the run decides.
struct RunHistory {
  private(set) var contacts = ContactTable()
  /// The latest of each channel.
  private var withdrawals: [ExactText: [Withdrawal]] = [:]
  private var events: [ExactText: [JourneyEvent]] = [:]
  /// The journeys that were ever said to belong to an account.
  private var members: [ExactText: Set<ExactText>] = [:]
  /// The journeys that opted out of anything, by the spelling that they have in common.
  private var optedOut: [String: [String]] = [:]

  var remembersEvents: Bool { !events.isEmpty }

  // MARK: Adding

  /// Adds a contact, and what of it closes channels.
  mutating func add(_ contact: ContactDocument, in plan: DecisionPlan) {
    let records = RecordedContact(contact, in: plan)
    for record in records.all { contacts.add(record, of: contact.journey, account: contact.account) }
    for closing in records.closings { close(closing.channel, at: closing.at, of: contact.journey) }
  }

  /// Adds an event once, however often it was told.
  mutating func add(_ told: EventReader.Told, in plan: DecisionPlan) {
    let event = told.event
    let channels = plan.book.vocabulary.channels
    for name in told.noes {
      if let channel = channels.index(ofID: name) { close(channel, at: event.at, of: event.journey) }
    }
    let known = events[ExactText(event.journey)] ?? []
    guard !known.contains(where: { $0.name == event.name && $0.says(sameAs: event) }) else { return }
    events[ExactText(event.journey), default: []].append(event)
    guard let account = event.account else { return }
    members[ExactText(account), default: []].insert(ExactText(event.journey))
  }

  private mutating func close(_ channel: Int, at: Instant, of journey: String) {
    let closing = Withdrawal(channel: channel, at: at)
    guard var known = withdrawals[ExactText(journey)] else {
      withdrawals[ExactText(journey)] = [closing]
      optedOut[journey.personSpelling, default: []].append(journey)
      return
    }
    if let index = known.firstIndex(where: { $0.channel == channel }) {
      if known[index].at < at { known[index] = closing }
    } else {
      known.append(closing)
    }
    withdrawals[ExactText(journey)] = known
  }

  // MARK: Asking

  func withdrawals(of journey: String) -> [Withdrawal] { withdrawals[ExactText(journey)] ?? [] }

  /// The channels that a journey opted out of, and since when; not those to which a later yes was told.
  func closed(of journey: String, in plan: DecisionPlan, at now: Instant) -> [Withdrawal] {
    let noes = withdrawals(of: journey)
    guard !noes.isEmpty, events[ExactText(journey)] != nil else { return noes }
    let memory = JourneyMemory(remembered(journey, in: plan), at: now, in: plan)
    return noes.filter { no in memory.consent[no.channel]?.yes.map { $0 <= no.at } ?? true }
  }

  /// Other journeys that opted out of anything, and are the same person by how their ids are spelt.
  func optedOut(underOtherSpellingsOf journey: String) -> [String] {
    guard !optedOut.isEmpty, let names = optedOut[journey.personSpelling] else { return [] }
    return names.filter { ExactText($0) != ExactText(journey) }
  }

  /// All that was told of a journey.
  func remembered(_ journey: String, in plan: DecisionPlan) -> RememberedJourney {
    events[ExactText(journey)].map { RememberedJourney($0, in: plan) } ?? .none
  }

  /// What is remembered of journeys, for decisions under a plan.
  func recollection(for plan: DecisionPlan) -> Recollection {
    Recollection(
      plan, journey: { remembered($0, in: plan) },
      members: { account in (members[ExactText(account)] ?? []).map(\.text) },
      response: { journey, now in response(of: journey, until: now) })
  }

  /// The latest outcome of a journey by which somebody takes part, not later than an instant.
  private func response(of journey: String, until now: Instant) -> Instant? {
    contacts.contacts(ofJourney: journey).flatMap(\.results).filter { $0.outcome.showsEngagement }
      .compactMap(\.at).filter { $0 <= now }.max()
  }
}
