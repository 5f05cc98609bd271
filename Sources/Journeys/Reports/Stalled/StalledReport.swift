import Rules
package import Time

/// The journeys that have been in a stage for too long.
package struct StalledReport: JourneyReport {
  package let frame: ReportFrame
  package let header: ReportHeader
  /// In the order in which they are shown, a stage of each group where a journey is.
  package let stages: [StalledStage]
  /// The longest in their stage first.
  package let journeys: [StalledJourney]
  /// By stage: how long is too long; nil where neither the book nor the curve says.
  package let thresholds: [StallThreshold?]
  let cells: CellList

  /// After which times the chance to leave is given.
  package static let outlooks = [7, 30].map { TimeSpan(seconds: $0 * 86_400) }
}

/// How long is too long in a stage.
package struct StallThreshold: Sendable, Equatable {
  package let span: TimeSpan
  /// Whether it is the `stalls_after` of the book; else nine in ten have left by then.
  package let isDeclared: Bool

  init?(_ stage: Stage, _ curve: StayCurve) {
    if let declared = stage.stallsAfter {
      (span, isDeclared) = (declared, true)
    } else if let usual = curve.time(until: 0.9) {
      (span, isDeclared) = (usual, false)
    } else {
      return nil
    }
  }
}

/// The journeys of a group that are in a stage.
package struct StalledStage: Sendable {
  package let group: ReportGroup
  /// Index into `Vocabulary.stages`.
  package let stage: Int
  package let open: Int
  package let stalled: Int
  /// The longest age of one that is in it.
  package let oldest: TimeSpan
}

/// A journey that has been in a stage for too long.
package struct StalledJourney: Sendable {
  package let group: ReportGroup
  package let journey: String
  package let account: String?
  /// Index into `Vocabulary.stages`.
  package let stage: Int
  /// Since its entry; where that was unseen, since it was first seen, so that it is older still.
  package let age: TimeSpan
  package let isEntrySeen: Bool
  /// 1 − S(age + h) / S(age) for each of `StalledReport.outlooks`; nil where the curve does not say.
  package let leaving: [Double?]
  /// The latest contact of the history by the instant of the report.
  package let lastContact: Instant?
  /// What `decide` gives now, or why nothing; nil where nobody was asked.
  package let recommendation: String?
}
