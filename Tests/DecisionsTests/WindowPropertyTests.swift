import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// When caps and pauses open is worked out from the contacts alone. Here their definition is asked instant by instant,
/// where a contact that is later counts as made at that instant.
@Suite("The opening of a policy")
struct WindowPropertyTests {
  private static let zones = [
    "UTC", "America/Sao_Paulo", "America/Havana", "Pacific/Apia", "Australia/Lord_Howe",
  ]

  /// Some on whole hours, around a change of clocks in some of the zones.
  private static func instants(_ random: inout SeededRandom) -> [Instant] {
    let middle = random.pick([1_541_304_000, 1_325_239_200, 1_790_000_000])
    return (0..<Int.random(in: 0...6, using: &random)).map { _ in
      instant(near: Int64(middle), days: random.pick([2, 2, 40]), &random)
    }
  }

  private static func instant(near middle: Int64, days: Int64, _ random: inout SeededRandom) -> Instant {
    let hours = Int64.random(in: -24 * days...24 * days, using: &random)
    return Instant(microseconds: (middle + hours * 3_600) * 1_000_000 + random.pick([0, 0, -1, 1]))
  }

  /// Instants at which to ask: around each contact, and around the opening.
  private static func times(
    _ contacts: [Instant], _ opening: Opening?, _ random: inout SeededRandom
  ) -> [Instant] {
    let known = contacts + [opening?.instant].compactMap(\.self)
    let around = known.flatMap { instant in
      [instant - TimeSpan(microseconds: 1), instant, instant + TimeSpan(microseconds: 1)]
    }
    return around
      + known.map { instant(near: $0.microseconds / 1_000_000, days: random.pick([1, 10]), &random) }
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `is when a cap is used up no longer`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let zone = try #require(Zone(named: random.pick(Self.zones)))
    for _ in 0..<10 {
      let contacts = Self.instants(&random)
      let window: Cap.Window =
        random.chance(50)
        ? .rolling(TimeSpan(seconds: random.pick([3_600, 86_400, 7 * 86_400])))
        : .calendar(random.pick(CalendarUnit.allCases))
      let cap = PolicyRows.CapRow(atMost: Int.random(in: 0...3, using: &random), window: window)
      var counted = contacts
      let opening = cap.opening(&counted, in: zone)
      for time in Self.times(contacts, opening, &random) {
        let inside = contacts.map { min($0, time) }.count { contact in
          switch window {
          case .rolling(let span): time < contact + span
          case .calendar(let unit): contact >= zone.start(of: unit, around: time)
          }
        }
        #expect((inside >= cap.atMost) == (opening?.isLater(than: .at(time)) ?? false), "\(cap) at \(time)")
      }
    }
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `is when the last pause ends that is in force`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<10 {
      let contacts = Self.instants(&random)
      let spans: [Int64] = [3_600, 36 * 3_600, 5 * 86_400, 30 * 86_400]
      let pause = PolicyRows.PauseRow(
        after: Int.random(in: 1...3, using: &random), outcomes: [],
        within: TimeSpan(seconds: random.pick(spans)), pause: TimeSpan(seconds: random.pick(spans)))
      var counted = contacts
      let opening = pause.opening(&counted)
      for time in Self.times(contacts, opening, &random) {
        let past = contacts.map { min($0, time) }.sorted()
        let isPaused = zip(past, past.dropFirst(pause.after - 1)).contains { first, last in
          last - first < pause.within && time < last + pause.pause
        }
        #expect(isPaused == (opening?.isLater(than: .at(time)) ?? false), "\(pause) at \(time)")
      }
    }
  }
}
