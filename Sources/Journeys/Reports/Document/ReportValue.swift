package import Time

/// One value of a report's table.
package enum ReportValue: Sendable, Equatable {
  /// Not known, or not to be said of so few.
  case absent
  /// Not known, and said so for people: what a group has in common.
  case unknown
  /// A count, or what follows from counts, of fewer than five.
  case few
  case text(String)
  case list([String])
  case count(Int)
  case number(Double)
  /// From 0 to 1.
  case share(Double)
  /// A share with its 95 % interval, where it has one.
  case estimate(Double, ClosedRange<Double>?)
  /// In days, where numbers are asked for.
  case span(TimeSpan)
  case instant(Instant)
  case flag(Bool)
}

extension ReportValue {
  package init(_ text: String?) { self = text.map { .text($0) } ?? .absent }
  package init(_ span: TimeSpan?) { self = span.map { .span($0) } ?? .absent }
  package init(_ instant: Instant?) { self = instant.map { .instant($0) } ?? .absent }
  package init(share: Double?) { self = share.map { .share($0) } ?? .absent }
}
