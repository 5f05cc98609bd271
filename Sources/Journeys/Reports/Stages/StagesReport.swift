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
    /// In the order of the book's exits.
    package let exits: [ExitFigures]
    /// By the month of the first entry.
    package let cohorts: [Cohort]
    /// All of the group.
    package let journeys: Int
  }

  /// Journeys that ended by one exit, whatever came of them later.
  package struct ExitFigures: Sendable, Equatable {
    /// Distinct ones.
    package internal(set) var journeys = 0
    /// Those of them that left no stage by it: it was told where they were in none.
    package internal(set) var fromNoStage = 0
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
