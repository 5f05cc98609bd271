package import Time

/// What every report says of itself.
package struct ReportHeader: Sendable {
  package let asOf: Instant
  package let since: Instant?
  /// Since when every event is known; nil where there are none.
  package let completeSince: Instant?
  package let dimensions: [ReportDimension]
  package let journeys: Int
  /// Episodes that `next` observed, and of which nobody said since when they last.
  package let enteredUnseen: Int

  /// What is to be said whatever the tables say.
  func notes(on tables: [ReportTable]) -> [String] {
    var notes: [String] = []
    if tables.contains(where: \.hasFewValues) {
      notes.append(
        "Of fewer than 20 no rate is given, and of fewer than 5 only that they are few, or nothing.")
    }
    if tables.contains(where: \.hasHistory) {
      notes.append("Columns with * come from the contact history, as it was at the instant of the report.")
    }
    if !dimensions.isEmpty { notes.append("Groups go by what is known at the instant of the report.") }
    return notes + ["Nothing here is a cause unless a holdout says so."]
  }
}

extension ReportTable {
  fileprivate var hasFewValues: Bool { rows.contains { $0.values.contains(.few) } }

  fileprivate var hasHistory: Bool {
    columns.indices.contains { column in
      columns[column].isFromHistory && rows.contains { $0.values[column] != .absent }
    }
  }
}

/// Counts what a header says.
struct HeaderTally {
  private(set) var journeys = 0
  private(set) var enteredUnseen = 0
  private var earliest: Instant?

  mutating func add(_ record: JourneyRecord, _ episodes: [Episode], _ frame: ReportFrame) {
    journeys += 1
    if let first = record.tellings.first?.at, first <= frame.asOf { earliest = min(earliest ?? first, first) }
    for episode in episodes where episode.entered == nil && frame.includes(episode.seen) {
      enteredUnseen += 1
    }
  }

  private func completeSince(_ frame: ReportFrame) -> Instant? {
    if let known = frame.completeSince { return known }
    return earliest.map { max($0, frame.keptSince ?? $0) }
  }

  func header(_ frame: ReportFrame) -> ReportHeader {
    ReportHeader(
      asOf: frame.asOf, since: frame.since, completeSince: completeSince(frame),
      dimensions: frame.dimensions,
      journeys: journeys, enteredUnseen: enteredUnseen)
  }
}
