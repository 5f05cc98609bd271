/// How much may be said of so many.
package struct SampleSize: Sendable, Equatable {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  /// From here on a rate says something.
  package static let leastForRates = 20
  /// From here on there are more than a few.
  package static let leastForCounts = 5

  package var isFew: Bool { (1..<Self.leastForCounts).contains(count) }
  package var allowsRates: Bool { count >= Self.leastForRates }

  /// A count among so many.
  package func count(_ part: Int) -> ReportValue { isFew ? .few : .count(part) }

  /// A value that is no rate.
  package func value(_ value: ReportValue) -> ReportValue { isFew ? .absent : value }

  /// A rate, or what follows from rates.
  package func rate(_ value: ReportValue) -> ReportValue { allowsRates ? value : .absent }

  /// The share of a part among so many.
  package func share(_ part: Int) -> ReportValue {
    allowsRates ? .share(Double(part) / Double(count)) : .absent
  }
}
