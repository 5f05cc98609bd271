package import Rules
package import Time

/// How far the buying groups of the accounts are complete.
package struct GroupReport: JourneyReport {
  package let frame: ReportFrame
  package let header: ReportHeader
  /// Those that have a member: the least complete first, of equals those with more members.
  package let accounts: [AccountCoverage]
  let cells: CellList
}

/// The buying group of one account.
package struct AccountCoverage: Sendable {
  package let group: ReportGroup
  package let account: String
  /// Journeys without an exit.
  package let members: Int
  package let engagedMembers: Int
  /// One for each role that is required or filled, in the order of `Role.allCases`.
  package let seats: [SeatCoverage]
  /// The latest touchpoint of a member.
  package let lastTouchpoint: Instant?
  /// The latest contact of the history with a member.
  package let lastContact: Instant?

  /// Σ min(filled, required) / Σ required; nil where no role is required.
  package var completeness: Double? { completeness(\.filled) }
  /// The same over engaged members.
  package var engagedCompleteness: Double? { completeness(\.engaged) }

  private func completeness(_ count: (SeatCoverage) -> Int) -> Double? {
    let required = seats.map(\.required).reduce(0, +)
    guard required > 0 else { return nil }
    return Double(seats.map { min(count($0), $0.required) }.reduce(0, +)) / Double(required)
  }

  /// The roles of which members are missing.
  package var missing: [SeatCoverage] { seats.filter { $0.missing > 0 } }
}

/// One role in the buying group of one account.
package struct SeatCoverage: Sendable, Equatable {
  package let role: Role
  package let required: Int
  package internal(set) var filled = 0
  package internal(set) var engaged = 0
  package internal(set) var lastContact: Instant?

  init(role: Role, required: Int) {
    self.role = role
    self.required = required
  }

  package var missing: Int { max(0, required - filled) }
}
