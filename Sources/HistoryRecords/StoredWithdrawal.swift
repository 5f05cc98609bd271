package import Time

/// A withdrawal of consent as it is kept for good: of a person, who is known by a keyed hash of the journey. The latest
/// on a channel stays.
package struct StoredWithdrawal: Sendable, Hashable {
  package let person: Digest
  package let channel: String
  package let at: Instant
  package let journey: String?

  package init(person: Digest, channel: String, at: Instant, journey: String?) {
    self.person = person
    self.channel = channel
    self.at = at
    self.journey = journey
  }
}

/// A withdrawal as it is held until it is written.
package struct HeldWithdrawal: Sendable {
  package let journey: String
  package let channel: String
  package let at: Instant

  package init(journey: String, channel: String, at: Instant) {
    self.journey = journey
    self.channel = channel
    self.at = at
  }
}
