import Rules
package import Time

/// What customers met, how they felt about it, and what went with losing them.
package struct TouchpointsReport: JourneyReport {
  package let frame: ReportFrame
  package let header: ReportHeader
  package let groups: [(group: ReportGroup, figures: Figures)]
  let cells: CellList

  package struct Figures: Sendable {
    /// The commonest first; those never seen last.
    package let touchpoints: [ReportedTouchpoint]
    /// By ownership, medium and influence.
    package let classes: [(sort: String, value: String, figures: TouchpointFigures)]
    /// By stage, then touchpoint, where anybody met it in time.
    package let associations: [TouchpointAssociation]
  }

  /// How long after the entry it is asked who is in the stage still, and who has met what.
  package static let exposure = TimeSpan(seconds: 14 * 86_400)
  /// For how long after that it is asked who was lost.
  package static let outlook = TimeSpan(seconds: 30 * 86_400)
}
