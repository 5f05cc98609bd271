package import Rules
package import Time

/// The journey as a map: for all customers, for each market and for each persona in it what the book plans for every
/// stage and, where there are events, what came of it. It names no journey and no account, and says of fewer than five
/// only that they are few.
package struct JourneyMap: Sendable {
  package let book: RuleBook
  /// In which its texts are wanted, best first.
  package let languages: MapLanguages
  package let asOf: Instant
  /// Nil where there are no events: the map shows the plan.
  package let events: Events?
  /// First the one of all, then each market with its personas.
  package let sheets: [MapSheet]
  /// The seven steps of the mapping, then the four tips.
  package let completeness: [MappingCheck]

  /// What the events are that it goes by.
  package struct Events: Sendable {
    /// Since when every event is known; nil where there are none.
    package let completeSince: Instant?
    /// Stays of which nobody said since when they last.
    package let enteredUnseen: MapCount
    package let hasHistory: Bool
  }
}

/// A count of people, or of what happened to so many of them.
package enum MapCount: Sendable, Equatable {
  case count(Int)
  /// Fewer than five, none among them, or a number from which such a one would follow.
  case few

  package var number: Int? { if case .count(let number) = self { number } else { nil } }
}

/// How people felt about what they met.
package struct MapFeeling: Sendable, Equatable {
  /// From −1 to 1.
  package let mean: Double
  /// How many said so.
  package let count: Int

  /// As reports call it: of enough, and below −0.2.
  package var isHurtful: Bool { count >= SampleSize.leastForRates && mean < -0.2 }
}
