/// A report as it is read: the same tables for people, as JSON and as CSV.
package struct ReportDocument: Sendable {
  package let kind: ReportKind
  package let header: ReportHeader
  package let tables: [ReportTable]
  /// Sentences that belong to every reading of it.
  package let notes: [String]
  /// The journeys behind the number that was asked for; nil where none was.
  package let listing: CellListing?

  init(
    _ kind: ReportKind, _ header: ReportHeader, tables: [ReportTable], notes: [String] = [], cells: CellList
  ) {
    self.kind = kind
    self.header = header
    self.tables = tables
    self.notes = notes + header.notes(on: tables)
    listing = cells.listing(in: tables)
  }
}

/// The journeys behind one number of a report.
package struct CellListing: Sendable, Equatable {
  /// The name of the number.
  package let cell: String
  /// Each once, by the bytes of its id.
  package let journeys: [String]
  /// Whether the report has such a number.
  package let isKnown: Bool
  /// The names that the report knows, where it does not know this one; else none.
  package let candidates: [String]
}

/// The reports on journeys.
package enum ReportKind: String, Sendable, CaseIterable {
  case stages, touchpoints, stalled, paths, group
}
