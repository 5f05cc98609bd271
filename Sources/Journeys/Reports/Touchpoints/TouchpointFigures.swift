package import Rules

/// What is counted of touchpoints of one sort.
package struct TouchpointFigures: Sendable, Equatable {
  package internal(set) var exposures = 0
  /// Distinct ones.
  package internal(set) var journeys = 0
  /// Exposures of which the sentiment is known.
  package internal(set) var sentiments = 0
  /// In billionths, so that the sum does not depend on the order of additions.
  private var sentimentSum: Int64 = 0

  mutating func add(sentiment: Double?) {
    exposures += 1
    guard let sentiment else { return }
    sentiments += 1
    sentimentSum += Int64((sentiment * 1e9).rounded())
  }

  /// Adds what was counted of others.
  mutating func add(_ other: Self) {
    exposures += other.exposures
    journeys += other.journeys
    sentiments += other.sentiments
    sentimentSum += other.sentimentSum
  }

  /// The mean sentiment, from −1 to 1; nil where none is known.
  package var sentiment: Double? { sentiments == 0 ? nil : Double(sentimentSum) / Double(sentiments) / 1e9 }

  private static let hurtfulBelow = -0.2

  /// Whether it does harm as far as is known of enough people.
  package var isHurtful: Bool {
    SampleSize(sentiments).allowsRates && sentiment.map { $0 < Self.hurtfulBelow } ?? false
  }
}

/// A touchpoint of a report.
package struct ReportedTouchpoint: Sendable {
  /// Its id, else the name under which it was told.
  package let name: String
  /// Nil where the book does not declare it.
  package let declared: Touchpoint?
  package let figures: TouchpointFigures
}

/// Of the journeys that were in a stage still two weeks after they had entered it: how many were lost soon after, among
/// those who had met a touchpoint in these two weeks and those who had not. An association, no more.
package struct TouchpointAssociation: Sendable, Equatable {
  /// Index into `Vocabulary.stages`.
  package let stage: Int
  /// Nil: any touchpoint at all.
  package let touchpoint: String?
  package let exposed: LostCount
  package let unexposed: LostCount
}

package struct LostCount: Sendable, Equatable {
  package internal(set) var count = 0
  package internal(set) var lost = 0
}
