import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// With no recommendation allowed nothing that is chosen counts for what comes after it, and what passes all its
/// gates is outranked: so one book tells of all its actions at once.
@Suite("Whatever is remembered")
struct OpeningPropertyTests {
  private static let zones = [
    "UTC", "Europe/Copenhagen", "America/Sao_Paulo", "America/Havana", "Pacific/Apia", "Australia/Lord_Howe",
  ]

  /// A Wednesday; then around clocks that change in these zones, at midnight, by half an hour or by a day.
  private static let instants = [
    "2026-09-23T10:00:00Z", "2026-03-29T00:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T01:00:00Z",
    "2018-11-03T12:00:00Z", "2018-11-04T03:00:00Z", "2018-11-04T04:30:00Z", "2011-12-30T09:59:59Z",
    "2011-12-30T10:00:00Z", "2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z",
  ]

  /// One journey, to be decided for at any instant with all else unchanged.
  struct Journey {
    let scenario: Scenario
    var state: JourneyState
    let history: JourneyHistory
    let now: Instant

    func decision(at instant: Instant, limit: Int) -> Decision {
      var state = state
      state.now = instant
      return scenario.decision(for: state, history: history, limit: limit)
    }

    /// Of the actions that rules recommend: until when each is held back at an instant; absent for one that passes.
    func held(at instant: Instant) -> [Int: Instant?] {
      let held = decision(at: instant, limit: 0).heldBack.filter { $0.closed.gate != .outranked }
      return Dictionary(held.map { ($0.action, $0.until) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private static func scenario(_ random: inout SeededRandom) throws -> Scenario {
    var book = RandomBook(seed: random.next(), isTimeless: true)
    book.policies.removeAll { $0.key == "time_zone" }
    book.policies.append(("time_zone", .scalar(random.pick(zones))))
    let all = RandomBook.actionIDs.map { (action: $0, score: 50.0, channel: String?.none) }
    book.recommending.append(.init(id: "all", when: [:], actions: all))
    return try Scenario(book.text)
  }

  private static func journey(_ scenario: Scenario, _ random: inout SeededRandom) throws -> Journey {
    let base = try #require(Instant(rfc3339: random.pick(instants)))
    let now = base + TimeSpan(microseconds: random.pick([0, 0, 1, -1, 1_800_000_000, -86_400_000_000]))
    var members = RandomState(seed: random.next()).members
      .filter { !$0.hasPrefix(#""account""#) && !$0.hasPrefix(#""person""#) }
    members.append(#""person": {"time_zone": "\#(random.pick(zones))"}"#)
    if random.chance(70) { members.append(#""account": {"id": "acme"}"#) }
    let contacts = random.chance(30) ? RandomState(seed: random.next()).contacts : []
    members.append(#""contacts": [\#(contacts.joined(separator: ", "))]"#)
    var history = RandomHistory(for: scenario.plan, around: now, seed: random.next())
    return Journey(
      scenario: scenario, state: try scenario.read("{\(members.joined(separator: ", "))}"),
      history: history.make(), now: now)
  }

  /// An instant from now up to another, that not included.
  private static func instant(
    from now: Instant, before end: Instant, _ random: inout SeededRandom
  ) -> Instant {
    Instant(microseconds: Int64.random(in: now.microseconds..<end.microseconds, using: &random))
  }

  private static let moment = TimeSpan(microseconds: 1)

  @Test
  func `gates of every kind that time opens are among those made up`() throws {
    var openings: [Gate: Int] = [:]
    for seed: UInt64 in 1...50 {
      var random = SeededRandom(seed: seed)
      let scenario = try Self.scenario(&random)
      for _ in 0..<4 {
        let journey = try Self.journey(scenario, &random)
        for held in journey.decision(at: journey.now, limit: 0).heldBack where held.until != nil {
          openings[held.closed.gate, default: 0] += 1
        }
      }
    }
    let timely: [Gate] = [
      .unavailable, .cooldown, .capped, .paused, .bounced, .quietHours, .channelCapped, .channelPaused,
    ]
    for reason in timely { #expect(openings[reason] != nil, "\(reason)") }
    #expect(openings.values.reduce(0, +) > 300)
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `what is held back passes all its gates at its until, and at no instant before it`(seed: UInt64) throws
  {
    var random = SeededRandom(seed: seed)
    let scenario = try Self.scenario(&random)
    for _ in 0..<4 {
      let journey = try Self.journey(scenario, &random)
      for (action, until) in journey.held(at: journey.now) {
        guard let until else {
          // By then clocks have changed twice, and every window is over.
          let later = Self.instant(
            from: journey.now, before: journey.now + TimeSpan(seconds: 40_000_000), &random)
          if let held = journey.held(at: later)[action] {
            #expect(held == nil)
          } else {
            Issue.record("\(later)")
          }
          continue
        }
        #expect(journey.held(at: until)[action] == nil, "\(action) at \(until)")
        let earlier = [until - Self.moment, until - TimeSpan(seconds: 1)].filter { $0 >= journey.now }
        for instant in earlier + [Self.instant(from: journey.now, before: until, &random)] {
          #expect(journey.held(at: instant)[action] == .some(until), "\(action) at \(instant)")
        }
      }
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `there is a recommendation at the next possible instant, and at none before it`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let scenario = try Self.scenario(&random)
    for _ in 0..<8 {
      let journey = try Self.journey(scenario, &random)
      let decision = journey.decision(at: journey.now, limit: 1)
      guard decision.recommendations.isEmpty, let next = decision.nextPossible else { continue }
      #expect(!journey.decision(at: next, limit: 1).recommendations.isEmpty)
      let earlier = [next - Self.moment, next - TimeSpan(seconds: 1)].filter { $0 >= journey.now }
      for instant in earlier + [Self.instant(from: journey.now, before: next, &random)] {
        let early = journey.decision(at: instant, limit: 1)
        #expect(early.recommendations.isEmpty && early.nextPossible == next, "at \(instant)")
      }
    }
  }
}
