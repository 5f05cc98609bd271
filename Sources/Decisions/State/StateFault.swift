/// What kind of thing is wrong with a value of a state, said without the value, which may belong to a person.
package enum StateFault: String, Sendable, Hashable, CaseIterable {
  /// It has another type, or is outside its range.
  case wrongForm = "wrong-form"
  case missing
  case tooLong = "too-long"
  /// A key that is no fact and no declared attribute.
  case unknownKey = "unknown-key"
  /// A name of a closed list, such as a stage, that the rule book does not have.
  case unknownName = "unknown-name"
  /// A name of something that has another entry already.
  case namedTwice = "named-twice"
  /// The state's own time is too far from the clock.
  case clockOff = "clock-off"
  case other
}
