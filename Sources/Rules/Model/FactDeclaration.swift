/// What a built-in fact is: its type, the values that it can have, and where they come from.
package struct FactDeclaration: Sendable {
  package enum Source: Sendable {
    /// The state gives it under this key.
    case state(StateKey)
    /// It follows from another fact, together with the book and the time.
    case fact(BuiltInFact)
    /// It follows from a built-in attribute, with a default of the book.
    case attribute(String)
    /// It follows from a list of the state: that of its touchpoints or contacts.
    case entries(StateKey)
    /// What is remembered of the journey gives it; no state can.
    case memory
    /// The decision gives it.
    case decision
  }

  package let type: FactType
  package let domain: FactDomain
  package let source: Source
  /// What a place rule concludes when it changes this fact; nil where no place rule does.
  package let placedWith: Placement.Subject?
  /// False where a state may leave it out, so that a condition on it does not hold.
  package let isAlwaysKnown: Bool
  /// An instant that is never later than now.
  package let isPast: Bool

  init(
    _ type: FactType, _ domain: FactDomain = .anything, from source: Source,
    placedWith: Placement.Subject? = nil, isAlwaysKnown: Bool = false, isPast: Bool = false
  ) {
    self.type = type
    self.domain = domain
    self.source = source
    self.placedWith = placedWith
    if case .decision = source { self.isAlwaysKnown = true } else { self.isAlwaysKnown = isAlwaysKnown }
    self.isPast = isPast
  }
}
