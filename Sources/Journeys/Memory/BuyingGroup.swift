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

extension Recollection {
  /// The people of an account at an instant, without those whose journey has ended; by journey.
  package func group(of account: String, at now: Instant, without own: String? = nil) -> [GroupPerson] {
    let vocabulary = plan.book.vocabulary
    return members(account).sorted(by: bytesPrecede).compactMap { id in
      if let own, ExactText(own) == ExactText(id) { return nil }
      let journey = journey(id)
      guard journey.account(at: now).map(ExactText.init) == ExactText(account) else { return nil }
      let memory = JourneyMemory(journey, at: now, in: plan)
      guard memory.exit == nil else { return nil }
      let heard = [journey.lastTouch(until: now), response(id, now)].compactMap(\.self).max()
      return GroupPerson(
        journey: id, persona: memory.persona, role: memory.persona.flatMap { vocabulary.personas[$0].role },
        stage: memory.stage?.stage,
        isEngaged: heard.map { now < $0 + plan.book.policies.engagedWithin } ?? false, lastHeard: heard)
    }
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
