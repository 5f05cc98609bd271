package import Rules
package import Time

/// How far a buying group has the people that the rule book asks for.
package struct GroupCoverage: Sendable, Equatable {
  /// One role that is asked for.
  package struct Seat: Sendable, Equatable {
    package let role: Role
    /// At least 1.
    package let required: Int
    /// How many people have the role; there may be more than are required.
    package let filled: Int
    /// How many of them are engaged.
    package let engaged: Int
    /// The latest contact with one of them.
    package let lastContact: Instant?

    package var missing: Int { max(0, required - filled) }
  }

  /// In the order of `Role.allCases`.
  package let seats: [Seat]

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

  /// From 0 to 1: Σ min(filled, required) / Σ required.
  package var completeness: Double { share(\.filled) }

  /// The same, counting those who are engaged only.
  package var engagedCompleteness: Double { share(\.engaged) }

  private func share(_ count: (Seat) -> Int) -> Double {
    let taken = seats.map { min(count($0), $0.required) }.reduce(0, +)
    return Double(taken) / Double(seats.map(\.required).reduce(0, +))
  }
}
