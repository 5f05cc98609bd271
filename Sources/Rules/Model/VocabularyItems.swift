package import Time

package struct Market: Sendable {
  package let id: String
  package let label: Localized<String>?

  package init(id: String, label: Localized<String>?) {
    self.id = id
    self.label = label
  }
}

package enum Phase: String, Sendable, CaseIterable {
  case before, during, after
}

package struct Stage: Sendable {
  package let id: String
  package let label: Localized<String>?
  package let phase: Phase
  /// Indices of the stages that usually follow: for analysis and the map.
  package let next: [Int]
  package let stallsAfter: TimeSpan?

  package init(id: String, label: Localized<String>?, phase: Phase, next: [Int], stallsAfter: TimeSpan?) {
    self.id = id
    self.label = label
    self.phase = phase
    self.next = next
    self.stallsAfter = stallsAfter
  }
}

/// A way in which a journey ends.
package struct Exit: Sendable {
  package let id: String
  package let label: Localized<String>?
  /// Whether the customer is lost by it.
  package let isLost: Bool

  package init(id: String, label: Localized<String>?, isLost: Bool = true) {
    self.id = id
    self.label = label
    self.isLost = isLost
  }
}

/// The part of a person in a buying group.
package enum Role: String, Sendable, CaseIterable {
  case initiator, user, influencer, decider, approver, buyer, gatekeeper
}

package struct Persona: Sendable {
  package let id: String
  package let label: Localized<String>?
  /// Index into `Vocabulary.markets`.
  package let market: Int?
  package let role: Role?
  /// Its place among the personas in the order of the book, from 0; indices are in the order of ids.
  package let order: Int

  package init(id: String, label: Localized<String>?, market: Int?, role: Role?, order: Int) {
    self.id = id
    self.label = label
    self.market = market
    self.role = role
    self.order = order
  }
}

package struct PainPoint: Sendable {
  package let id: String
  package let label: Localized<String>?
  /// From 0 to 1: the severity where a state or a rule gives none.
  package let severity: Double
  /// How long one that was reported is there; 90 days where the book does not say.
  package let lasts: TimeSpan

  package init(id: String, label: Localized<String>?, severity: Double, lasts: TimeSpan = standardLasting) {
    self.id = id
    self.label = label
    self.severity = severity
    self.lasts = lasts
  }

  package static let standardLasting = TimeSpan(seconds: 90 * 86_400)
}

package struct Trigger: Sendable {
  package let id: String
  package let label: Localized<String>?
  /// How long one that was reported is there; 30 days where the book does not say.
  package let lasts: TimeSpan

  package init(id: String, label: Localized<String>?, lasts: TimeSpan = standardLasting) {
    self.id = id
    self.label = label
    self.lasts = lasts
  }

  package static let standardLasting = TimeSpan(seconds: 30 * 86_400)
}

package enum Medium: String, Sendable, CaseIterable {
  case online, offline
}

package enum Ownership: String, Sendable, CaseIterable {
  case brand, partner, customer, independent
}

package enum Influence: String, Sendable, CaseIterable {
  case direct, indirect
}

package struct Touchpoint: Sendable {
  package let id: String
  package let label: Localized<String>?
  package let medium: Medium?
  package let ownership: Ownership?
  package let influence: Influence?
  /// Indices of the stages at which it usually happens: for analysis and the map.
  package let stages: [Int]

  package init(
    id: String, label: Localized<String>?, medium: Medium?, ownership: Ownership?, influence: Influence?,
    stages: [Int]
  ) {
    self.id = id
    self.label = label
    self.medium = medium
    self.ownership = ownership
    self.influence = influence
    self.stages = stages
  }
}

/// What a channel needs before it may be used for a person.
package enum ConsentKind: String, Sendable, CaseIterable {
  case optIn = "opt-in"
  case optOut = "opt-out"
  case none
}

package struct Channel: Sendable {
  package let id: String
  package let label: Localized<String>?
  package let consent: ConsentKind
  /// How long a bounce closes the channel.
  package let bouncedFor: TimeSpan

  package init(id: String, label: Localized<String>?, consent: ConsentKind, bouncedFor: TimeSpan) {
    self.id = id
    self.label = label
    self.consent = consent
    self.bouncedFor = bouncedFor
  }
}
