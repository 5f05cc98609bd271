package import Rules
package import Time

/// What came of a contact, on its way into what is kept for good, or out of it. Told twice, the earliest instant stays.
package struct OutcomeRecord: Sendable, Hashable {
  /// The contact's id, or its number in its journey where a database that hosts share has it.
  package let contact: Int64
  package let outcome: Outcome
  package let at: Instant
  package let value: Double?

  package init(contact: Int64, outcome: Outcome, at: Instant, value: Double?) {
    self.contact = contact
    self.outcome = outcome
    self.at = at
    self.value = value
  }
}
