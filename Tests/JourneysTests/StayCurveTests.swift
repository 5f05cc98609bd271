import TestSupport
import Testing
import Time

@testable import Journeys

@Suite("The curve of a stage") struct StayCurveTests {
  private static func days(_ count: Int64) -> TimeSpan { TimeSpan(seconds: count * 86_400) }

  private static func stay(_ duration: Int64, after delay: Int64 = 0, _ end: StayEnd? = .forward) -> Stay {
    Stay(duration: days(duration), delay: days(delay), end: end)
  }

  private static func isClose(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return (left - right).magnitude < 1e-9
  }

  @Test func `is what its definition says`() {
    var random = SeededRandom.ofThisRun()
    Fuzzing.run(30) {
      let made = RandomStays(count: random.pick([0, 1, 2, 7, 12, 30]), &random)
      let (curve, defined) = (StayCurve(made.stays, exits: made.exits), DefinedCurve(stays: made.stays))
      let watched = made.stays.filter { $0.delay < $0.duration || $0.delay.microseconds == 0 }
      #expect(curve.longest == watched.map(\.duration).max())
      for time in Set(made.stays.map(\.duration)) {
        let beyond = watched.allSatisfy { $0.duration < time }
        #expect(Self.isClose(curve.staying(at: time), beyond ? nil : defined.staying(time)))
        let (interval, expected) = (curve.interval(at: time), beyond ? nil : defined.interval(time))
        #expect(Self.isClose(interval?.lowerBound, expected?.lowerBound))
        #expect(Self.isClose(interval?.upperBound, expected?.upperBound))
        for end in StayEnd.all(exits: made.exits) {
          #expect(Self.isClose(curve.share(of: end, at: time), beyond ? nil : defined.share(end, time)))
        }
      }
      for share in [0.1, 0.5, 0.9] { #expect(curve.time(until: share) == defined.time(until: share)) }
    }
  }

  @Test func `leaves nobody out: who stays and who left by each way are all`() {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<50 {
      let made = RandomStays(count: 2_000, &random)
      let curve = StayCurve(made.stays, exits: made.exits)
      for point in curve.points {
        let left = StayEnd.all(exits: made.exits).compactMap { curve.share(of: $0, at: point.time) }
        #expect((left.reduce(0, +) + point.staying - 1).magnitude < 1e-9)
      }
    }
  }

  @Test func `does not depend on the order of the stays`() {
    var random = SeededRandom.ofThisRun()
    let made = RandomStays(count: 500, &random)
    let one = StayCurve(made.stays, exits: 2)
    let other = StayCurve(made.stays.shuffled(using: &random), exits: 2)
    #expect(one.points.map(\.staying) == other.points.map(\.staying))
    #expect(one.points.map(\.logVariance) == other.points.map(\.logVariance))
  }

  @Test func `counts one that goes on as neither gone nor staying for ever`() {
    // Of six, one leaves after two days; one of the other five has been watched for one day only.
    let curve = StayCurve(
      [
        Self.stay(1, nil), Self.stay(2), Self.stay(4, nil), Self.stay(4, nil), Self.stay(4),
        Self.stay(5, nil),
      ],
      exits: 0)
    #expect(curve.points.map(\.atRisk) == [5, 4])
    #expect(curve.staying(at: Self.days(1)) == 1)
    #expect(Self.isClose(curve.staying(at: Self.days(3)), 0.8))
    #expect(Self.isClose(curve.staying(at: Self.days(5)), 0.6))
    #expect(curve.staying(at: Self.days(6)) == nil)
    #expect(curve.interval(at: Self.days(1)) == nil)
  }

  @Test func `has at risk only what could be seen to end`() {
    // The second was first seen on its third day; the last on the day that it was reported.
    let curve = StayCurve(
      [Self.stay(2), Self.stay(4, after: 3), Self.stay(4), Self.stay(9, after: 9)], exits: 0)
    #expect(curve.count == 3)
    #expect(curve.points.map(\.atRisk) == [2, 2])
    #expect(curve.longest == Self.days(4))
  }

  @Test func `counts what took no time at zero`() {
    let curve = StayCurve(
      [Self.stay(0), Self.stay(0, .exit(0)), Self.stay(3), Self.stay(3, after: 1, nil)], exits: 1)
    #expect(curve.points.map(\.atRisk) == [3, 2])
    #expect(Self.isClose(curve.staying(at: Self.days(0)), 1 / 3))
    #expect(Self.isClose(curve.share(of: .exit(0), at: Self.days(2)), 1 / 3))
  }

  @Test(
    arguments: [
      (4, nil), (7, nil), (8, 4), (9, 5), (20, 10),
    ] as [(Int64, Int64?)])
  func `has a median where five or more are at risk there`(stays: Int64, median: Int64?) {
    let curve = StayCurve((1...stays).map { Self.stay($0) }, exits: 0)
    #expect(curve.median == median.map(Self.days))
  }

  @Test func `reaches a half in spite of rounding`() {
    // Seventeen steps of (n − 1) / n make a half that is a little more than 0.5 in binary.
    for count in stride(from: 10 as Int64, through: 400, by: 2) {
      let curve = StayCurve((1...count).map { Self.stay($0) }, exits: 0)
      #expect(curve.median == Self.days(count / 2))
    }
  }

  @Test func `tells how many of those who stayed so long will leave soon`() {
    let curve = StayCurve((1...20).map { Self.stay($0) }, exits: 0)
    #expect(Self.isClose(curve.leaving(within: Self.days(5), after: Self.days(10)), 0.5))
    #expect(curve.leaving(within: Self.days(5), after: Self.days(16)) == nil)
    #expect(curve.leaving(within: Self.days(0), after: Self.days(20)) == nil)
  }
}
