/// Makes a report of journeys that come one by one, in any order.
package protocol ReportBuilder {
  associatedtype Report: JourneyReport

  mutating func add(_ record: JourneyRecord)
  /// The report on all that were added.
  consuming func finish() -> Report
}

/// A report as a value.
package protocol JourneyReport: Sendable {
  /// Its tables, as they are read.
  var document: ReportDocument { get }
}
