import Decisions
package import Rules
package import Time

/// Somebody of a buying group, as remembered.
package struct GroupPerson: Sendable, Equatable {
  package let journey: String
  package let persona: Int?
  package let role: Role?
  package let stage: Int?
  /// Whether anything of this person was heard within `policies.engaged_within`.
  package let isEngaged: Bool
  /// When something was heard last.
  package let lastHeard: Instant?
}

/// The people of an account at an instant.
package struct KnownGroup {
  let account: ExactText
  let now: Instant
  let people: [GroupPerson]

  package init(of account: String, at now: Instant, _ people: [GroupPerson]) {
    self.account = ExactText(account)
    self.now = now
    self.people = people
  }
}

extension Recollection {
  /// The people of an account at an instant, without those whose journey has ended; by journey.
  package func group(of account: String, at now: Instant, without own: String? = nil) -> [GroupPerson] {
    let own = own.map(ExactText.init)
    if let knownGroup, knownGroup.account == ExactText(account), knownGroup.now == now {
      return knownGroup.people.filter { ExactText($0.journey) != own }
    }
    return journeys(everOf: account).filter { ExactText($0) != own }
      .compactMap { person($0, of: account, at: now) }
  }

  /// The journeys that were ever said to belong to an account, by their bytes.
  package func journeys(everOf account: String) -> [String] { members(account).sorted(by: bytesPrecede) }

  /// Somebody as one of the people of an account at an instant; nil where the journey belongs to another account then, or
  /// has ended.
  package func person(_ id: String, of account: String, at now: Instant) -> GroupPerson? {
    let journey = journey(id)
    guard journey.account(at: now).map(ExactText.init) == ExactText(account) else { return nil }
    let memory = JourneyMemory(journey, at: now, in: plan)
    guard memory.exit == nil else { return nil }
    let heard = [journey.lastTouch(until: now), response(id, now)].compactMap(\.self).max()
    return GroupPerson(
      journey: id, persona: memory.persona,
      role: memory.persona.flatMap { plan.book.vocabulary.personas[$0].role },
      stage: memory.stage?.stage,
      isEngaged: heard.map { now < $0 + plan.book.policies.engagedWithin } ?? false, lastHeard: heard)
  }
}

extension RememberedJourney {
  /// The latest declared touchpoint not later than an instant.
  fileprivate func lastTouch(until now: Instant) -> Instant? {
    parts.last { part in
      guard part.at <= now, case .touchpoint(.some, _, _, _) = part.what else { return false }
      return true
    }?.at
  }
}
