/// How long journeys stay in each stage, where they go, where they are lost, and how far they come.
package struct StagesReport: JourneyReport {
  package let frame: ReportFrame
  package let header: ReportHeader
  /// In the order in which they are shown.
  package let groups: [(group: ReportGroup, figures: Figures)]
  let cells: CellList

  /// What is counted in one group.
  package struct Figures: Sendable {
    /// In the order of the book.
    package let stages: [StageFigures]
    /// By the month of the first entry.
    package let cohorts: [Cohort]
  }

  /// Journeys whose first entry was in the same month.
  package struct Cohort: Sendable, Equatable {
    /// Such as `2026-09`, in the zone of the book.
    package let month: String
    package let journeys: Int
    /// Of each stage how many of them were in it at some time.
    package let reached: [Int]
  }
}
