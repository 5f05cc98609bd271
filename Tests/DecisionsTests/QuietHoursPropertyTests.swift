import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// Quiet hours asked instant by instant against their definition, which is worked out by looking at the wall clock minute
/// by minute.
@Suite("Quiet hours by their definition") struct QuietHoursPropertyTests {
  /// Places whose clocks change at midnight, by half an hour, by a whole day, or not at all, and when.
  private static let changes: [(zone: String, around: Int64)] = [
    ("Europe/Copenhagen", 1_774_746_000), ("Europe/Copenhagen", 1_792_890_000),
    ("America/Havana", 1_793_509_200),
    ("America/Havana", 1_772_946_000), ("America/Sao_Paulo", 1_541_300_400),
    ("Australia/Lord_Howe", 1_791_036_000),
    ("Pacific/Apia", 1_325_239_200), ("Asia/Beirut", 1_774_735_200), ("UTC", 1_790_000_000),
    ("Africa/Cairo", 1_792_000_000),
  ]

  private static let minute: Int64 = 60
  private static let day: Int64 = 86_400

  /// All instants, in seconds, at which the wall clock shows a time; where there is none, when it has just passed it.
  private static func instants(showing wall: Int64, in zone: Zone) -> [Int64] {
    var shown: [Int64] = []
    var passed: Int64?
    var before = Int64.max
    for second in stride(from: wall - 40 * 3_600, through: wall + 40 * 3_600, by: Int(minute)) {
      let now = zone.wallClock(at: Instant(microseconds: second * 1_000_000))
      if now == wall { shown.append(second) }
      if before < wall, now > wall, passed == nil { passed = second }
      before = now
    }
    return shown.isEmpty ? passed.map { [$0] } ?? [] : shown
  }

  /// When the last window ends that an instant lies in; nil where it lies in none.
  private static func ends(_ hours: QuietHours, at second: Int64, in zone: Zone) -> Int64? {
    let today = zone.wallClock(at: Instant(microseconds: second * 1_000_000)).quotient(floored: day)
    var latest: Int64?
    for number in (today - 3)...(today + 2) where hours.days[CivilDate.weekday(ofDay: Int(number)).rawValue] {
      let midnight = number * day
      let last = hours.until > hours.from ? midnight : midnight + day
      guard let start = instants(showing: midnight + Int64(hours.from) * minute, in: zone).first,
        let end = instants(showing: last + Int64(hours.until) * minute, in: zone).last
      else { continue }
      if start <= second && second < end { latest = max(latest ?? end, end) }
    }
    return latest
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `are quiet when the wall clock says so`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let change = random.pick(Self.changes)
    let zone = try #require(Zone(named: change.zone))
    let from = random.pick([0, 0, 30, 150, 600, 1_320, 1_439])
    let until = random.pick([0, 1, 30, 120, 480, 1_439, 1_440, 1_440].filter { $0 != from })
    let hours = QuietHours(
      id: "q", channels: nil, from: from, until: until, days: Weekday.allCases.map { _ in random.chance(60) })
    for _ in 0..<8 {
      let second = change.around + Int64.random(in: -72 * 60...72 * 60, using: &random) * Self.minute
      let expected = Self.ends(hours, at: second, in: zone)
      let found = hours.ends(around: Instant(microseconds: second * 1_000_000), in: zone)
      #expect(
        found?.seconds == expected,
        "\(change.zone) \(from)–\(until) \(hours.days) at \(Instant(microseconds: second * 1_000_000))")
    }
  }
}
