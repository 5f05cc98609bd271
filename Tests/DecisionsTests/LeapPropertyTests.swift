import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// Gates of days, weeks and months behind daily windows: `until` against its definition, by asking at every instant
/// at which any gate could open.
@Suite("Until, of gates long and short")
struct LeapPropertyTests {
  private static let now = Instant(rfc3339: "2026-09-23T10:00:00Z") ?? Instant(microseconds: 0)
  private static let days = 240
  private static let channels = ["phone", "post"]

  private struct Window {
    let from: Int
    let until: Int
    let yaml: String

    init(_ id: Int, _ random: inout SeededRandom) {
      from = Int.random(in: 0..<48, using: &random) * 30
      // Short enough that two of them leave a part of every day.
      until = (from + Int.random(in: 1...20, using: &random) * 30) % 1_440
      let days =
        random.chance(70)
        ? "" : ", days: [\(random.some(["mon", "tue", "wed", "thu", "sat"]).joined(separator: ", "))]"
      let channels = random.some(LeapPropertyTests.channels).joined(separator: ", ")
      yaml =
        "q\(id): {channels: [\(channels)], from: \(Self.clock(from)), until: \(Self.clock(until))\(days)}"
    }

    private static func clock(_ minute: Int) -> String {
      let (hour, rest) = (minute / 60, minute % 60)
      return "\"\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)\""
    }
  }

  private struct Case {
    let book: String
    let state: String
    /// Every instant at which a gate could open, ascending.
    let instants: [Instant]

    init(_ random: inout SeededRandom) {
      let windows = (0..<2).map { Window($0, &random) }
      let spans = (0..<5).map { _ in Int.random(in: 1...60, using: &random) }
      let contacts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        LeapPropertyTests.now - TimeSpan(seconds: Int64.random(in: 1...1_500_000, using: &random))
      }
      let from =
        LeapPropertyTests.now + TimeSpan(seconds: Int64.random(in: -86_400...5_000_000, using: &random))
      var policies = ["quiet_hours: {\(windows.map(\.yaml).joined(separator: ", "))}"]
      let channel = random.pick(["", "channel: phone, ", "channel: [phone, post], "])
      policies.append(
        """
        caps: {c: {\(channel)kind: k, at_most: 1, within: \(spans[0])d}, m: {channel: post, at_most: 2, calendar: month}}
        """)
      policies.append(
        """
        pauses: {p: {channel: \(random.pick(LeapPropertyTests.channels)), after: 1, outcomes: [dismissed], within: 3d, pause: \(spans[1] * 2)d}}
        """)
      let available = random.chance(30) ? ", available: {from: \(from)}" : ""
      let order = LeapPropertyTests.channels.shuffled(using: &random).joined(separator: ", ")
      book = """
        channels: {phone: {consent: none, bounced_for: \(spans[2])d}, post: {consent: none, bounced_for: \(spans[3])d}}
        policies:
          \(policies.joined(separator: "\n  "))
        actions: {a: {kind: k, channels: [\(order)], cooldown: \(spans[4])d\(available)}, c: {kind: k}}
        rules: {r: {recommend: a}}
        """
      let entries = contacts.map { at in
        let outcome = random.pick(["delivered", "dismissed", "bounced"])
        let channel = random.pick(LeapPropertyTests.channels)
        return
          #"{"action": "\#(random.pick(["a", "c"]))", "channel": "\#(channel)", "at": "\#(at)", "outcome": "\#(outcome)"}"#
      }
      state =
        #"{"journey": "j", "now": "\#(LeapPropertyTests.now)", "contacts": [\#(entries.joined(separator: ", "))]}"#
      var instants: Set<Instant> = [from]
      let midnight = LeapPropertyTests.now - TimeSpan(seconds: 36_000)
      for day in 0...LeapPropertyTests.days {
        let start = midnight + TimeSpan(seconds: Int64(day) * 86_400)
        // The first of a month is one of them.
        instants.insert(start)
        for window in windows { instants.insert(start + TimeSpan(seconds: Int64(window.until) * 60)) }
      }
      for contact in contacts {
        for span in spans + [spans[1] * 2] {
          instants.insert(contact + TimeSpan(seconds: Int64(span) * 86_400))
        }
      }
      self.instants = instants.filter { $0 > LeapPropertyTests.now }.sorted()
    }
  }

  @Test func `of weeks and of months are among those made up`() throws {
    var counts = (weeks: 0, months: 0)
    for seed: UInt64 in 1...60 {
      var random = SeededRandom(seed: seed)
      let example = Case(&random)
      let scenario = try Scenario(files: [example.book])
      let decision = scenario.decision(for: try scenario.read(example.state), history: .none, limit: 1)
      guard let until = decision.heldBack.first?.until else { continue }
      if until > Self.now + TimeSpan(seconds: 7 * 86_400) { counts.weeks += 1 }
      if until > Self.now + TimeSpan(seconds: 32 * 86_400) { counts.months += 1 }
    }
    #expect(counts.weeks > 20 && counts.months > 10, "\(counts)")
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `is the first instant at which all its gates stand open`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let example = Case(&random)
    let scenario = try Scenario(files: [example.book])
    var state = try scenario.read(example.state)
    let decision = scenario.decision(for: state, history: .none, limit: 1)
    guard let held = decision.heldBack.first else { return }
    #expect(decision.warnings.isEmpty && decision.nextPossible == held.until)
    let first = example.instants.first { instant in
      state.now = instant
      return !scenario.decision(for: state, history: .none, limit: 1).recommendations.isEmpty
    }
    #expect(first != nil && held.until == first, "\(example.book)\n\(example.state)")
  }
}
