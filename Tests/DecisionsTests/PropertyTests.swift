import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("Any decision")
struct PropertyTests {
  private static func states(_ seed: UInt64) -> [RandomState] {
    (0..<4).map { RandomState(seed: seed &* 1_000 + $0) }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `is the same in whatever order files and keys stand`(seed: UInt64) throws {
    let book = RandomBook(seed: seed)
    let scenario = try Scenario(book.text)
    let shuffled = try (0..<2).map { part in
      try Scenario(files: [Scenario.vocabulary] + book.shuffled(seed: seed &* 10 + part))
    }
    for state in Self.states(seed) {
      let answer = try scenario.decide(state.text(), listsAll: true).withoutRevision
      for other in shuffled {
        #expect(try other.decide(state.text(), listsAll: true).withoutRevision == answer)
      }
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `is the same beside a rule that cannot match`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var book = RandomBook(seed: seed)
    let scenario = try Scenario(book.text)
    let effects: [(String, Tree)] = [
      ("recommend", [["action": "a0", "score": "100"], "a1"]), ("suppress", ["all": "true"]),
      ("detect", [["pain_point": "doubt", "severity": "1"], ["trigger": "trial"]]),
      ("place", ["stage": "decision"]),
      ("alert", ["summary": "never"]),
    ]
    for (index, effect) in effects.enumerated() {
      let idle: (String, Tree) =
        random.pick([
          ("when", ["journey": "nobody"]), ("enabled", "false"), ("until", "2026-09-23"),
          ("from", "2026-09-24"),
          ("unless", ["journey": ["j1", "j2", "j3", "j4", "j5"]]),
        ])
      book.rules.append(
        ("0idle\(index)", .map([(key: effect.0, value: effect.1), (key: idle.0, value: idle.1)])))
    }
    let other = try Scenario(book.text)
    for state in Self.states(seed) {
      #expect(
        try other.decide(state.text(), listsAll: true).withoutRevision
          == scenario.decide(state.text(), listsAll: true).withoutRevision)
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `has the same candidates beside another suppression, and none of what it names`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var book = RandomBook(seed: seed)
    let scenario = try Scenario(book.text)
    let suppressed = random.some(RandomBook.actionIDs)
    book.rules.append(("0s", ["suppress": ["action": .list(suppressed.map { .scalar($0) })]]))
    book.rules.append(("1s", ["suppress": ["channel": "post"]]))
    let other = try Scenario(book.text)
    for state in Self.states(seed) {
      let (before, after) = try (
        scenario.decide(state.text(), listsAll: true), other.decide(state.text(), listsAll: true)
      )
      #expect(after.candidates == before.candidates)
      #expect(after.actions.allSatisfy { !suppressed.contains($0) })
      #expect(after.recommendations.allSatisfy { Answer.text($0, "channel") != "post" })
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `has each action once, recommended or held back, in rank order`(seed: UInt64) throws {
    let scenario = try Scenario(RandomBook(seed: seed).text)
    for state in Self.states(seed) {
      let answer = try scenario.decide(state.text(), listsAll: true)
      let all = (answer.recommendations + answer.heldBack).map { Answer.text($0, "action") }
      // A fallback that was held back as a candidate may come through without its wish.
      if answer.outcome != "fallback" { #expect(Set(all).count == all.count) }
      for list in [answer.recommendations, answer.heldBack] {
        let ranks = list.compactMap { entry in
          (entry["priority"] as? Double).map { ($0, Answer.text(entry, "action")) }
        }
        #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0.0 > $1.0 || ($0.0 == $1.0 && $0.1 < $1.1) })
      }
      #expect((answer.outcome == "matched" || answer.outcome == "fallback") == !answer.actions.isEmpty)
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `is the same bytes again, whatever was decided in between`(seed: UInt64) throws {
    let book = RandomBook(seed: seed).text
    let states = Self.states(seed).map { $0.text() }
    let fresh = try states.map { try Scenario(book).decide($0).text }
    let scenario = try Scenario(book)
    for _ in 0..<2 {
      #expect(try states.map { try scenario.decide($0).text } == fresh)
      #expect(try states.reversed().map { try scenario.decide($0).text } == fresh.reversed())
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `does not depend on the order of contacts`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let scenario = try Scenario(RandomBook(seed: seed).text)
    for state in Self.states(seed) {
      let answer = try scenario.decide(state.text(), listsAll: true).text
      let contacts = state.contacts.shuffled(using: &random)
      #expect(try scenario.decide(state.text(contacts: contacts), listsAll: true).text == answer)
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `lets through at 'until' what it holds back, and not before`(seed: UInt64) throws {
    let book = RandomBook(seed: seed, isTimeless: true)
    let scenario = try Scenario(book.text)
    for state in Self.states(seed) {
      let answer = try scenario.decide(state.text(), listsAll: true)
      for held in answer.heldBack {
        guard let text = held["until"] as? String, let until = Instant(rfc3339: text) else { continue }
        let action = Answer.text(held, "action")
        let alone = try Scenario(book.with(only: action, isAlways: held["priority"] == nil).text)
        let contacts = state.contacts + answer.chosen(before: held, fallback: scenario.fallback)
        let at = until.description
        #expect(try alone.decide(state.text(now: at, contacts: contacts), limit: 1).actions == [action])
        for microseconds: Int64 in [1, 1_000_000, 3_600_000_000] {
          let earlier = until - TimeSpan(microseconds: microseconds)
          guard let now = Instant(rfc3339: RandomState.now), earlier >= now else { continue }
          let early = try alone.decide(state.text(now: earlier.description, contacts: contacts), limit: 1)
          #expect(early.actions == [], "at \(earlier)")
          #expect(early.heldBack.first?["until"] as? String == text, "at \(earlier)")
        }
      }
    }
  }
}

extension Scenario {
  fileprivate var fallback: [String] { plan.book.policies.fallback.map { plan.book.actions[$0].id } }
}

extension Answer {
  /// What rules recommended, whether or not it came through: `a 40`.
  fileprivate var candidates: Set<String> {
    Set(
      (recommendations + heldBack).compactMap { entry in
        (entry["priority"] as? Double).map { "\(Self.text(entry, "action")) \($0)" }
      })
  }

  /// The contacts that a held-back action's gates saw beside the given ones: those chosen before it.
  fileprivate func chosen(before held: [String: Any], fallback: [String]) -> [String] {
    let action = Self.text(held, "action")
    let priority = held["priority"] as? Double
    let before = recommendations.filter { entry in
      let other = Self.text(entry, "action")
      guard let priority else {
        return fallback.firstIndex(of: other) ?? 0 < fallback.firstIndex(of: action) ?? 0
      }
      guard let otherPriority = entry["priority"] as? Double else { return false }
      return otherPriority > priority || (otherPriority == priority && other < action)
    }
    return before.map { entry in
      let channel = (entry["channel"] as? String).map { #", "channel": "\#($0)""# } ?? ""
      return #"{"action": "\#(Self.text(entry, "action"))", "at": "\#(RandomState.now)"\#(channel)}"#
    }
  }
}
