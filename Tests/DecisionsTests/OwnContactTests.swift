import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("Contacts that the daemon recorded")
struct OwnContactTests {
  /// - Parameter minute: after noon.
  private static func record(
    _ minute: Int, own decision: DecisionReference? = nil, given: DecisionReference? = nil,
    action: String = "a",
    channel: Int? = 0,
    _ outcome: Outcome = .delivered
  ) -> Contact {
    let at = Instant(microseconds: Int64(720 + minute) * 60_000_000)
    return Contact(
      action: nil, actionID: action, kind: nil, group: nil, channel: channel, at: at,
      results: [.init(outcome, at: at)], decision: decision ?? given, countsTowardCaps: true,
      origin: decision != nil ? .reserved : .told)
  }

  /// `0 delivered+opened, 20 delivered`.
  private static func outline(_ records: [Contact]) -> String {
    ContactMerging(within: .hour).contacts(records).map { contact in
      let minute = (contact.at?.microseconds ?? 0) / 60_000_000 - 720
      return "\(minute) " + contact.results.map(\.outcome.rawValue).joined(separator: "+")
    }.joined(separator: ", ")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let records: [Contact]
    let outline: String

    init(_ name: String, _ records: [Contact], _ outline: String) {
      (testDescription, self.records, self.outline) = (name, records, outline)
    }
  }

  static let cases: [Case] = [
    .init(
      "under three decisions", [record(0, own: "d"), record(10, own: "e"), record(20, own: "f")],
      "0 delivered, 10 delivered, 20 delivered"),
    .init(
      "each with the echo that follows it",
      [
        record(0, own: "d"), record(5, .opened), record(10, own: "e"), record(15, .clicked),
        record(16, .dismissed),
      ], "0 delivered+opened, 10 delivered+clicked+dismissed"),
    .init(
      "an echo before the first", [record(0, .opened), record(5, own: "d"), record(10, own: "e")],
      "0 delivered+opened, 10 delivered"),
    .init(
      "an echo that names its decision",
      [record(0, own: "d"), record(10, own: "e"), record(15, given: "d", .opened)],
      "0 delivered+opened, 10 delivered"),
    .init(
      "at one instant, with an echo", [record(0, own: "e"), record(0, .opened), record(0, own: "d")],
      "0 delivered, 0 delivered+opened"),
    .init(
      "one of them not sent", [record(0, own: "d", .notSent), record(1, own: "e"), record(2, .opened)],
      "1 delivered+opened"),
    .init(
      "under one decision", [record(0, own: "d"), record(200, own: "d", .opened)], "0 delivered+opened"),
    .init(
      "by way of another channel",
      [
        record(0, own: "d"), record(1, own: "d", channel: 1, .opened), record(2, own: "e", channel: 1),
        record(3, own: "e", .clicked),
      ], "0 delivered+opened, 2 delivered+clicked"),
    .init(
      "without a decision", [record(0, own: "d"), record(10, given: nil), record(20, given: "x", .opened)],
      "0 delivered+opened"),
  ]

  @Test(arguments: cases)
  func `are two where their decisions differ, whatever comes between`(_ example: Case) {
    #expect(Self.outline(example.records) == example.outline)
    #expect(Self.outline(example.records.reversed()) == example.outline)
  }

  @Test
  func `given in states under different decisions are one within the span`() {
    let records = [
      Self.record(0, given: "d"), Self.record(10, given: "e"), Self.record(20, own: "f", .opened),
    ]
    #expect(Self.outline(records) == "0 delivered+opened")
  }

  private static func random(_ random: inout SeededRandom) -> (own: [Contact], echoes: [Contact]) {
    let minutes = (0...200).shuffled(using: &random)
    let own = (0..<Int.random(in: 1...8, using: &random)).map { index in
      record(
        minutes[index], own: DecisionReference("d\(index)"), action: random.pick(["a", "a", "b"]),
        channel: random.pick([0, 0, 1]))
    }
    let echoes = (0..<Int.random(in: 0...8, using: &random)).map { index in
      let echoed = random.pick(own)
      return record(
        minutes[100 + index], given: random.pick([nil, nil, echoed.decision, "x"]), action: echoed.actionID,
        channel: random.pick([echoed.channel, 0]), random.pick([.delivered, .opened, .dismissed]))
    }
    return (own, echoes)
  }

  @Test(arguments: 1...400 as ClosedRange<UInt64>)
  func `are never fewer merged, whatever states echo and in whatever order`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let (own, echoes) = Self.random(&random)
    let merged = ContactMerging(within: .hour).contacts(own + echoes)
    #expect(merged.count >= own.count)
    #expect(merged.count { $0.isReserved } == own.count)
    let outline = Self.outline(own + echoes)
    for _ in 0..<3 { #expect(Self.outline((own + echoes).shuffled(using: &random)) == outline) }
  }

  @Test
  func `reserved again within the span fill a cap`() throws {
    let scenario = try Scenario(
      """
      policies: {caps: {w: {at_most: 3, within: 7d}}}
      actions: {a: {kind: k}}
      rules: {r: {recommend: a}}
      """)
    let now = try #require(Instant(rfc3339: Scenario.now))
    let own = (1...3).map { index in
      let at = now - TimeSpan(seconds: Int64(index) * 60)
      return Contact(
        action: 0, actionID: "a", kind: 0, group: nil, channel: nil, at: at,
        results: [.init(.delivered, at: at)], decision: DecisionReference("d\(index)"),
        countsTowardCaps: true,
        origin: .reserved)
    }
    #expect(try scenario.decide("", history: .init(contacts: Array(own.prefix(2)))).outline == "matched a")
    #expect(
      try scenario.decide("", history: .init(contacts: own)).outline
        == "held_back; a capped by w until 2026-09-30T09:57:00Z")
  }
}
