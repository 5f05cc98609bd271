import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("The gates in their order")
struct GateOrderTests {
  @Test func `are those that are documented`() {
    #expect(
      Gate.allCases.map(\.reason) == [
        "unavailable", "ineligible", "suppressed", "cooldown", "capped", "paused", "no-consent", "bounced",
        "quiet-hours", "channel-suppressed", "channel-capped", "channel-paused", "spread", "outranked",
      ])
  }

  @Test func `come out of a set as they stand`() {
    var rest = GateSet.of(.channel).union(.of(.selection)).union(.of(.action))
    var gates: [Gate] = []
    while let gate = rest.popFirst() { gates.append(gate) }
    #expect(gates == Gate.allCases)
    for subject: Gate.Subject in [.action, .channel, .selection] {
      for gate in Gate.allCases {
        #expect(GateSet.of(subject).contains(gate) == (gate.subject == subject), "\(gate)")
      }
    }
  }

  /// A state in which one gate alone is closed to `b`, where `a` was chosen before it.
  struct Alone: Sendable, CustomTestStringConvertible {
    let gate: Gate
    let book: String
    let state: String

    init(_ gate: Gate, policies: String = "", b: String = "", rules: String = "", _ state: String = "") {
      self.gate = gate
      book = """
        policies: {limit: \(gate == .outranked ? 1 : 9)\(policies.isEmpty ? "" : ", \(policies)")}
        actions: {a: {kind: k, weight: 2}, b: {kind: k, group: g\(b.isEmpty ? "" : ", \(b)")}}
        rules: {r: {recommend: [a, b]}\(rules.isEmpty ? "" : ", \(rules)")}
        """
      self.state = state
    }

    var testDescription: String { gate.reason }
  }

  private static func sent(_ outcome: String, _ more: String = "") -> String {
    contacts(#"{"action": "b", "at": "2026-09-23T09:00:00Z", "outcome": "\#(outcome)"\#(more)}"#)
  }

  static let alone: [Alone] = [
    .init(.unavailable, b: "available: {from: 2026-10-01}"),
    .init(.ineligible, b: "eligible: {market: b2b}"),
    .init(.suppressed, rules: "s: {suppress: {action: b}}"),
    .init(.cooldown, b: "cooldown: 1d", sent("delivered")),
    .init(.capped, policies: "caps: {c: {group: g, at_most: 0, within: 1d}}"),
    .init(
      .paused, policies: "pauses: {p: {group: g, after: 1, outcomes: [dismissed], within: 1d, pause: 2d}}",
      sent("dismissed")),
    .init(.noConsent, b: "channels: [email]"),
    .init(.bounced, b: "channels: [phone]", sent("bounced", #", "channel": "phone""#)),
    .init(
      .quietHours, policies: #"quiet_hours: {q: {channels: [post], from: "09:00", until: "11:00"}}"#,
      b: "channels: [post]"),
    .init(.channelSuppressed, b: "channels: [post]", rules: "s: {suppress: {channel: post}}"),
    .init(
      .channelCapped, policies: "caps: {c: {channel: post, at_most: 0, within: 1d}}", b: "channels: [post]"),
    .init(
      .channelPaused,
      policies: "pauses: {p: {channel: post, after: 1, outcomes: [dismissed], within: 1d, pause: 2d}}",
      b: "channels: [post]", sent("dismissed", #", "channel": "post""#)),
    .init(.spread, policies: "spread: {kind: 1}"),
    .init(.outranked),
  ]

  @Test func `are all among those that one state finds closed alone`() {
    #expect(Self.alone.map(\.gate) == Gate.allCases)
  }

  @Test(arguments: alone)
  func `hold an action back each by itself`(_ example: Alone) throws {
    let scenario = try Scenario(example.book)
    let state = try scenario.read(example.state)
    let decision = scenario.decision(for: state, history: .none, limit: example.gate == .outranked ? 1 : 9)
    #expect(decision.recommendations.map(\.action) == [0])
    #expect(decision.heldBack.map(\.closed.gate) == [example.gate])
    var gates = AskedGates(scenario, state, limit: example.gate == .outranked ? 1 : 9)
    #expect(gates.allClosed(0, at: gates.now).isEmpty)
    gates.choose(0)
    let verdicts = gates.allClosed(1, at: gates.now)
    #expect(verdicts.map(\.closed.gate) == [example.gate])
    if !example.gate.opensWithTime { #expect(verdicts.allSatisfy { $0.opens.instant == nil }) }
  }

  @Test(arguments: 1...120 as ClosedRange<UInt64>)
  func `give as the reason the first of all that are closed`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let scenario = try Scenario(RandomBook(seed: seed).text)
    for part: UInt64 in 0..<4 {
      let state = try scenario.read(RandomState(seed: seed &* 1_000 + part).text())
      var gates = AskedGates(scenario, state, limit: Int.random(in: 0...4, using: &random))
      for action in scenario.plan.book.actions.indices.shuffled(using: &random) {
        let later = gates.now + TimeSpan(seconds: Int64.random(in: 1...900_000, using: &random))
        for time in [gates.now, later, gates.now] { try check(action, at: time, &gates) }
        if gates.answer(action, at: gates.now) == nil { gates.choose(action) }
      }
    }
  }

  private func check(_ action: Int, at time: Instant, _ gates: inout AskedGates) throws {
    let channels = gates.plan.book.actions[action].channels
    var asked: [(subject: Gate.Subject, channel: Int?)] = [(.action, nil)]
    asked += channels.map { (.channel, $0) }
    asked.append((.selection, nil))
    var closed: [(subject: Gate.Subject, verdicts: [GateVerdict])] = []
    for (subject, channel) in asked {
      // Before all of them or after: what was found of a channel is kept.
      let before = gates.firstClosed(action, subject, on: channel, at: time)
      let verdicts = gates.closed(action, subject, on: channel, at: time)
      let after = gates.firstClosed(action, subject, on: channel, at: time)
      for first in [before, after] {
        #expect(first?.gate == verdicts.first?.closed.gate)
        #expect(first?.by?.name(in: gates.plan.book) == verdicts.first?.closed.by?.name(in: gates.plan.book))
        #expect(first?.channel == verdicts.first?.closed.channel)
      }
      let order = verdicts.map(\.closed.gate.rawValue)
      #expect(order == order.sorted() && Set(order).count == order.count)
      for verdict in verdicts where !verdict.closed.gate.opensWithTime {
        #expect(verdict.opens.instant == nil)
      }
      closed.append((subject, verdicts))
    }
    // The action's own, else the first channel's where all are closed, else those of the selection.
    let ofChannels = closed.filter { $0.subject == .channel }.map(\.verdicts)
    var reasons = closed[0].verdicts
    if reasons.isEmpty, !ofChannels.contains(where: \.isEmpty) { reasons = ofChannels.first ?? [] }
    if reasons.isEmpty { reasons = closed[closed.count - 1].verdicts }
    #expect(gates.answer(action, at: time)?.gate == reasons.first?.closed.gate)

    for channel in channels.isEmpty ? [nil] : channels.map(Optional.some) {
      let all =
        gates.closed(action, .action, at: time)
        + (channel == nil ? [] : gates.closed(action, .channel, on: channel, at: time))
      let opening = gates.opening(action, on: channel, at: time)
      #expect((opening == nil) == all.isEmpty)
      let instants = all.compactMap(\.opens.instant)
      #expect(opening?.instant == (instants.count == all.count ? instants.max() : nil))
    }
  }
}
