package import Rules
package import Time

/// How far a buying group has the people that the rule book asks for.
package struct GroupCoverage: Sendable, Equatable {
  /// One role that is asked for.
  package struct Seat: Sendable, Equatable {
    package let role: Role
    /// 0 where the role is filled and not asked for.
    package let required: Int
    /// How many people have the role; there may be more than are required.
    package internal(set) var filled = 0
    /// How many of them are engaged.
    package internal(set) var engaged = 0
    /// The latest contact with one of them.
    package internal(set) var lastContact: Instant?

    package var missing: Int { max(0, required - filled) }
  }

  /// In the order of `Role.allCases`.
  package let seats: [Seat]

  init(seats: [Seat]) { self.seats = seats }

  /// - Parameters:
  ///   - required: each role once, in their order.
  ///   - lastContact: of a journey.
  /// - Returns: nil where no role is required.
  package init?(
    of people: [GroupPerson], required: [RequiredRole], lastContact: (String) -> Instant?
  ) {
    guard !required.isEmpty else { return nil }
    seats = required.map { wanted in
      let own = people.filter { $0.role == wanted.role }
      return Seat(
        role: wanted.role, required: wanted.required, filled: own.count, engaged: own.count { $0.isEngaged },
        lastContact: own.compactMap { lastContact($0.journey) }.max())
    }
  }

  /// The roles of which people are missing.
  package var missing: [Seat] { seats.filter { $0.missing > 0 } }

  /// From 0 to 1: Σ min(filled, required) / Σ required; nil where no role is required.
  package var completeness: Double? { share(\.filled) }

  /// The same, counting those who are engaged only.
  package var engagedCompleteness: Double? { share(\.engaged) }

  private func share(_ count: (Seat) -> Int) -> Double? {
    let required = seats.map(\.required).reduce(0, +)
    guard required > 0 else { return nil }
    return Double(seats.map { min(count($0), $0.required) }.reduce(0, +)) / Double(required)
  }
}
