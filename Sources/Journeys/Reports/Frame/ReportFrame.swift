package import Rules
package import Time

/// What a report is asked for: over which book, as of when, since when, and by what.
package struct ReportFrame: Sendable {
  package let vocabulary: Vocabulary
  package let policies: Policies
  /// What happened later does not count.
  package let asOf: Instant
  /// What happened before is not looked at; nil: everything is.
  package let since: Instant?
  /// Since when nothing has been forgotten; nil: the first telling tells.
  package var completeSince: Instant?
  /// Before it something may have been forgotten; nil: nothing ever is.
  package var keptSince: Instant?
  package let dimensions: [ReportDimension]
  /// How long ago a stage was entered by those whose later stages are counted, and within how long.
  package let mature: TimeSpan
  /// The number whose journeys are asked for.
  package let cell: String?

  package static let standardMature = TimeSpan(seconds: 30 * 86_400)

  package init(
    vocabulary: Vocabulary, policies: Policies, asOf: Instant, since: Instant? = nil,
    completeSince: Instant? = nil, by dimensions: [ReportDimension] = [], mature: TimeSpan = standardMature,
    listing cell: String? = nil
  ) {
    self.vocabulary = vocabulary
    self.policies = policies
    self.asOf = asOf
    self.since = since
    self.completeSince = completeSince
    self.dimensions = dimensions
    self.mature = mature
    self.cell = cell
  }

  /// Whether an instant is one of those that are looked at.
  func includes(_ instant: Instant) -> Bool { instant <= asOf && since.map { instant >= $0 } ?? true }

  /// Whether an episode was entered, or first seen where that is not known, in the time that is looked at.
  func includesEntry(of episode: Episode) -> Bool { includes(episode.start) }

  /// Whether an episode is at least in part in the time that is looked at.
  func includesPart(of episode: Episode) -> Bool {
    guard let since, let departure = episode.departure(by: asOf) else { return true }
    return departure.at >= since
  }
}
