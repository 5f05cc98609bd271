import Diagnostics
package import Rules
package import Time

/// What somebody asks a report for, in texts, as a command or a request has them.
package struct ReportQuery: Sendable {
  /// An instant or a date; nil: now.
  package var asOf: String?
  /// An instant or a date; nil: from the beginning.
  package var since: String?
  /// Names with commas between.
  package var dimensions: String?
  /// A duration; nil: thirty days.
  package var mature: String?
  package var cell: String?

  package init() {}

  /// What of a query makes no sense.
  package struct Mistake: Error, Sendable {
    /// Which part of it.
    package let part: Part
    /// What is wrong, to stand behind the name of the part.
    package let detail: String
    package let help: String?
  }

  package enum Part: Sendable {
    case asOf, since, dimensions, mature
  }

  /// - Parameter clock: now.
  package func frame(_ book: RuleBook, clock: Instant) throws(Mistake) -> ReportFrame {
    ReportFrame(
      vocabulary: book.vocabulary, policies: book.policies,
      asOf: try Self.instant(asOf, .asOf, book.policies.zone) ?? clock,
      since: try Self.instant(since, .since, book.policies.zone),
      by: try dimensions(book), mature: try span(), listing: cell)
  }

  private static func instant(_ text: String?, _ part: Part, _ zone: Zone) throws(Mistake) -> Instant? {
    guard let text else { return nil }
    guard let instant = Instant(text, bareDatesIn: zone) else {
      throw Mistake(
        part: part,
        detail: "is an instant such as 2026-09-23T10:00:00Z, or a date; '\(text)' is neither", help: nil)
    }
    return instant
  }

  private func span() throws(Mistake) -> TimeSpan {
    guard let mature else { return ReportFrame.standardMature }
    guard let span = TimeSpan(mature) else {
      throw Mistake(
        part: .mature, detail: "is a duration such as 30d; '\(mature)' is none", help: nil)
    }
    return span
  }

  private func dimensions(_ book: RuleBook) throws(Mistake) -> [ReportDimension] {
    var found: [ReportDimension] = []
    for part in dimensions?.split(separator: ",") ?? [] {
      let name = part.trimmed
      guard let dimension = ReportDimension(named: name, in: book.names) else {
        let known = ["market", "persona", "role"] + book.attributes.map(\.path)
        throw Mistake(
          part: .dimensions, detail: "names '\(name)', by which nothing can be grouped",
          help: nearest(to: name, among: known).map { "did you mean '\($0)'?" }
            ?? "there are \(known.joined(separator: ", "))")
      }
      found.append(dimension)
    }
    return found
  }
}
