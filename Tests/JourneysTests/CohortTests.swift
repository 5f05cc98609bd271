import Foundation
import TestSupport
import Testing
import Time

@testable import Journeys

/// Cohorts are made up by a known curve and cut at an instant, as every report cuts them.
@Suite("Cohorts cut at an instant") struct CohortTests {
  private static let month = TimeSpan(seconds: 30 * 86_400)

  /// A Weibull distribution of shape 0.8 with a median of 25 days.
  private static func truth(days: Double) -> Double { exp(-log(2) * pow(days / 25, 0.8)) }
  private static func duration(_ random: inout SeededRandom) -> Double {
    25 * pow(-log(Double.random(in: 0x1p-53..<1, using: &random)) / log(2), 1.25)
  }

  private static func span(_ days: Double) -> TimeSpan { TimeSpan(microseconds: Int64(days * 86_400e6)) }

  /// Journeys that enter within 120 days before the instant; a fifth of them are first seen some days later.
  private static func cohort(_ random: inout SeededRandom) -> [Stay] {
    (0..<200).map { _ in
      let age = Double.random(in: 0...120, using: &random)
      let whole = duration(&random)
      let delay = random.chance(20) ? Double.random(in: 0...15, using: &random) : 0
      return Stay(duration: span(min(age, whole)), delay: span(delay), end: whole <= age ? .forward : nil)
    }
  }

  /// `WAYMARK_COHORTS` makes more of them.
  private static let count =
    ProcessInfo.processInfo.environment["WAYMARK_COHORTS"].flatMap { Int($0) } ?? 300

  @Test func `give an interval that holds the truth, which closed journeys alone do not`() {
    var random = SeededRandom(seed: 20_260_923)
    var (held, closedHeld) = (0, 0)
    for _ in 0..<Self.count {
      let stays = Self.cohort(&random)
      let truth = Self.truth(days: 30)
      if StayCurve(stays, exits: 0).interval(at: Self.month)?.contains(truth) == true { held += 1 }
      let closed = StayCurve(stays.filter { $0.end != nil }, exits: 0)
      if closed.interval(at: Self.month)?.contains(truth) == true { closedHeld += 1 }
    }
    let (share, closedShare) = (Double(held) / Double(Self.count), Double(closedHeld) / Double(Self.count))
    print("of \(Self.count) cohorts \(share) hold the truth, \(closedShare) by closed journeys alone")
    // Three standard errors of a share of 95 % around it.
    let error = 3 * (0.95 * 0.05 / Double(Self.count)).squareRoot()
    #expect((0.95 - error...0.95 + error).contains(share))
    #expect(closedShare < 0.5)
  }
}
