import Foundation
import JSON
import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// What a decider keeps of earlier decisions makes the next ones faster, and nothing else.
struct RecurringStateTests {
  /// A book of so many rules that members are gathered by market, stage and persona.
  private static func largeBook(seed: UInt64) -> RandomBook {
    var random = SeededRandom(seed: seed &+ 77)
    var book = RandomBook(seed: seed)
    let conditions = RandomCondition(isTimeless: false)
    book.recommending += (0..<640).map { index in
      RandomBook.Recommending(
        id: "many-\(index)", when: conditions.make(&random),
        actions: [
          (random.pick(RandomBook.actionIDs), Double(Int.random(in: 0...50, using: &random) * 2), nil)
        ])
    }
    return book
  }

  private static func answer(_ decider: Decider, _ state: JourneyState) -> String {
    let decision = decider.decide(
      state, clock: Instant(microseconds: 0), options: .init(limit: 3, explanation: .full))
    var writer = JSONWriter()
    decision.write(id: nil, plan: decider.plan, explanation: .full, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self) + " \(decision.matched)"
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `a decider answers the same however often it was asked before`(seed: UInt64) throws {
    let scenario = try Scenario(Self.largeBook(seed: seed).text)
    let decider = Decider(scenario.plan)
    let states = try (0..<24).map { try scenario.read(RandomState(seed: seed &* 1_000 + $0).text()) }
    let fresh = states.map { Self.answer(Decider(scenario.plan), $0) }
    for _ in 0..<3 {
      for (state, answer) in zip(states, fresh) { #expect(Self.answer(decider, state) == answer) }
    }
  }

  @Test func `members are gathered when their place comes again, as long as there is room`() throws {
    let scenario = try Scenario(Self.largeBook(seed: 1).text)
    let index = scenario.plan.indexes.recommend
    var placed = PlacedMembers(of: index)
    var facts = Facts(plan: scenario.plan, limits: .init())
    let state = try scenario.read(#""stage": "awareness", "persona": "cfo""#)
    facts.reset(to: state, contacts: [], now: Instant(microseconds: 0))
    let atFirst = placed.table(of: index, facts)
    #expect(atFirst == nil)
    let gathered = placed.table(of: index, facts)
    let table = try #require(gathered)
    #expect(table.rules.count < index.rules.count)
    #expect(table.rules == table.rules.sorted())
    // Another index has nothing of it.
    let ofAnother = placed.table(of: scenario.plan.indexes.suppress, facts)
    #expect(ofAnother == nil)
    var full = PlacedMembers(of: index, room: table.rules.count - 1)
    for _ in 0..<3 {
      let none = full.table(of: index, facts)
      #expect(none == nil)
    }
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `peers are held back for what the gates say of each of them`(seed: UInt64) throws {
    let scenario = try Scenario(RandomBook(seed: seed).text)
    for part: UInt64 in 0..<4 {
      let state = try scenario.read(RandomState(seed: seed &* 1_000 + part).text())
      let limit = Int(seed % 4)
      let decision = scenario.decision(for: state, history: .none, limit: limit)
      // Rules that wish for a channel, detect or place make an order of their own.
      guard decision.outcome == .matched || decision.outcome == .heldBack, decision.detected.isEmpty,
        !scenario.plan.book.rules.contains(where: \.wishesForChannel),
        case .given = decision.stage, case .given = decision.persona
      else { continue }
      var gates = AskedGates(scenario, state, limit: limit)
      var held = decision.heldBack[...]
      var recommended = decision.recommendations[...]
      while let next = held.first {
        if let best = recommended.first,
          (-(best.priority ?? 0), best.action) < (-(next.priority ?? 0), next.action)
        {
          #expect(gates.answer(best.action, at: gates.now) == nil)
          gates.choose(best.action, on: best.channel)
          recommended.removeFirst()
          continue
        }
        #expect(gates.answer(next.action, at: gates.now)?.gate == next.closed.gate)
        held.removeFirst()
      }
    }
  }
}

extension Rule {
  fileprivate var wishesForChannel: Bool {
    if case .recommend(let list) = effect { list.contains { $0.channel != nil } } else { false }
  }
}
