import TestSupport
import Testing
import Time

@testable import Journeys

@Suite("The order of tellings") struct TellingTests {
  private static let noon = Instant(microseconds: 1_790_000_000_000_000)

  /// What may be told at one instant, in the order in which it counts.
  private static let ordered: [Telling.Content] = [
    .touchpoint(name: "ad", index: 0, sentiment: nil, channel: nil),
    .touchpoint(name: "ad", index: 0, sentiment: 0.5, channel: nil),
    .touchpoint(name: "ad", index: 0, sentiment: -1, channel: 1),
    .touchpoint(name: "webinar", index: nil, sentiment: nil, channel: nil),
    .trigger(0), .trigger(1),
    .painPoint(0, severity: 0.2), .painPoint(0, severity: 0.7), .painPoint(1, severity: 0.1),
    .resolved(0), .resolved(1),
    .stage(0, entered: nil, isObserved: false), .stage(0, entered: noon - .day, isObserved: false),
    .stage(0, entered: noon, isObserved: false), .stage(1, entered: noon - .day, isObserved: false),
    .stage(0, entered: nil, isObserved: true), .stage(1, entered: nil, isObserved: true),
    .exit(0), .exit(1),
  ]

  @Test func `does not depend on the order in which they came`() {
    var random = SeededRandom.ofThisRun()
    let later = Telling(at: Self.noon + .day, .trigger(0))
    let expected = Self.ordered.map { Telling(at: Self.noon, $0) } + [later]
    for _ in 0..<50 {
      #expect(expected.shuffled(using: &random).sorted(by: Telling.precedes) == expected)
    }
  }
}
