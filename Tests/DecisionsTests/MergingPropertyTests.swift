import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("Merged contacts")
struct MergingPropertyTests {
  /// All that counts of a contact.
  private static func lines(_ contacts: [Contact]) -> [String] {
    contacts.map { contact in
      let results = contact.results.map { "\($0.outcome.rawValue)@\($0.at?.description ?? "-")" }
      return """
        \(contact.actionID) \(contact.channel ?? -1) \(contact.kind ?? -1) \(contact.group ?? -1) \
        \(contact.countsTowardCaps) \(contact.at?.description ?? "-") \(results.joined(separator: ","))
        """
    }
  }

  /// Records on few instants, so that many meet.
  ///
  /// - Parameter areApart: whether no two are at one instant, or have none, or differ in what their action says.
  private static func records(_ seed: UInt64, areApart: Bool) -> [Contact] {
    var random = SeededRandom(seed: seed)
    let minutes = (0...20).shuffled(using: &random)
    return (0..<Int.random(in: 2...14, using: &random)).map { index in
      let minute = areApart ? minutes[index] : random.pick(minutes)
      let at = Instant(microseconds: Int64(minute) * 20 * 60_000_000)
      let outcome = random.pick([Outcome.delivered, .delivered, .opened, .dismissed, .notSent])
      return Contact(
        action: nil, actionID: random.pick(["a", "b"]), kind: random.pick([nil, 0, 1]),
        group: random.pick([nil, 0]), channel: random.pick([nil, 0, 1]), at: at,
        results: [.init(outcome, at: at)], decision: random.pick([nil, nil, "d", "e"]),
        countsTowardCaps: random.chance(80))
    }
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `do not depend on the order of the records`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let records = Self.records(seed, areApart: seed.isMultiple(of: 2))
    let merged = Self.lines(ContactMerging(within: .hour).contacts(records))
    for _ in 0..<3 {
      #expect(Self.lines(ContactMerging(within: .hour).contacts(records.shuffled(using: &random))) == merged)
    }
  }

  private static func record(
    at: Instant?, kind: Int? = nil, channel: Int? = nil, decision: DecisionReference? = nil,
    _ outcome: Outcome = .delivered
  ) -> Contact {
    Contact(
      action: nil, actionID: "a", kind: kind, group: nil, channel: channel, at: at,
      results: [.init(outcome, at: at)], decision: decision, countsTowardCaps: true)
  }

  private static let noon = Instant(microseconds: 43_200_000_000)

  static let simultaneous: [[Contact]] = [
    [record(at: noon, kind: 0), record(at: noon, kind: 1)],
    [record(at: nil, kind: 0, decision: "d"), record(at: nil, kind: 1, decision: "d", .opened)],
  ]

  @Test(arguments: simultaneous)
  func `of one instant, or of none, take the smaller kind`(records: [Contact]) {
    #expect(ContactMerging(within: .hour).contacts(records).map(\.kind) == [0])
    #expect(ContactMerging(within: .hour).contacts(records.reversed()).map(\.kind) == [0])
  }

  @Test
  func `that are alike in instant, action and channel stand in the order of their kinds`() {
    let records = (0..<8).map { Self.record(at: nil, kind: $0) }
    #expect(ContactMerging(within: .hour).contacts(records.reversed()).map(\.kind) == Array(0..<8))
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `of one decision and action are one, each outcome once`(seed: UInt64) {
    let merged = ContactMerging(within: .hour).contacts(Self.records(seed, areApart: false))
    for (index, one) in merged.enumerated() {
      for other in merged.dropFirst(index + 1) {
        guard let decision = one.decision, decision == other.decision else { continue }
        #expect(one.actionID != other.actionID)
      }
      #expect(Set(one.results.map(\.outcome)).count == one.results.count)
      #expect(!one.results.contains { $0.outcome == .notSent })
    }
  }
}
