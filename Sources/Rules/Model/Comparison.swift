package import Time

/// One thing that a condition asks of a fact.
package enum Comparison: Sendable, Equatable {
  case equal(Literal)
  case notEqual(Literal)
  case greater(Literal)
  case greaterOrEqual(Literal)
  case less(Literal)
  case lessOrEqual(Literal)
  /// Both ends in.
  case between(Literal, Literal)
  case isIn([Literal])
  case isNotIn([Literal])
  case exists(Bool)
  /// now − span ≤ x ≤ now
  case within(TimeSpan)
  /// x < now − span
  case olderThan(TimeSpan)
  /// now ≤ x ≤ now + span
  case inNext(TimeSpan)
  /// x > now + span
  case laterThan(TimeSpan)
  /// A list has all of these: `has` names one, `has_all` several.
  case hasAll([Literal])
  case hasAny([Literal])
  case hasNone([Literal])
}

extension Comparison {
  /// The constants that a fact, or an entry of it, is compared with.
  package var literals: [Literal] {
    switch self {
    case .equal(let literal), .notEqual(let literal), .greater(let literal), .greaterOrEqual(let literal),
      .less(let literal), .lessOrEqual(let literal):
      [literal]
    case .between(let low, let high): [low, high]
    case .isIn(let list), .isNotIn(let list), .hasAll(let list), .hasAny(let list), .hasNone(let list): list
    case .exists, .within, .olderThan, .inNext, .laterThan: []
    }
  }
}
