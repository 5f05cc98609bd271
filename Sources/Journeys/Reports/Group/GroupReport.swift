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
  /// One seat for each role that is required or filled.
  package let coverage: GroupCoverage
  /// The latest touchpoint of a member.
  package let lastTouchpoint: Instant?
  /// The latest contact of the history with a member.
  package let lastContact: Instant?
}
