import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// How a journey ended: what is remembered of it, and no state says.
@Suite("An exit")
struct ExitTests {
  private static let exits = """
    exits:
      churned: {label: {en: Left us, da: Forladt os}}
      won: {label: Won, lost: false}

    """

  private static let book = """
    \(exits)
    actions: {win-back: {kind: k}, thanks: {kind: k}, offer: {kind: k}}
    rules:
      lost: {when: {exit: churned}, recommend: {action: win-back, score: 80}, because: "{exit}"}
      ended: {when: {exit: {exists: true}}, recommend: {action: thanks, score: 40}}
      goes-on: {when: {exit: {exists: false}}, recommend: {action: offer, score: 20}}
    """

  @Test(
    arguments: [
      (nil, "", ["offer"]), ("churned", "", ["win-back", "thanks"]), ("won", "", ["thanks"]),
      ("churned", #""stage": "decision""#, ["offer"]), (nil, #""stage": "decision""#, ["offer"]),
    ] as [(String?, String, [String])])
  func `is a fact where no stage of the state hides it`(
    exit: String?, state: String, actions: [String]
  ) throws {
    #expect(try Scenario(Self.book).decide(state, exit: exit).actions == actions)
  }

  @Test(
    arguments: [
      ("exit: churned", "churned", true), ("exit: won", "churned", false),
      ("exit: [won, churned]", "churned", true),
      ("exit: {ne: won}", "churned", true), ("exit: {not_in: [churned]}", "churned", false),
      ("exit: {ne: won}", nil, false),
      (#"if: exit == "churned""#, "churned", true), (#"if: exit == "churned""#, nil, false),
      (#"if: exit in ["won"]"#, "churned", false), ("if: '!known(exit)'", nil, true),
      ("if: known(exit)", "won", true),
    ] as [(String, String?, Bool)])
  func `is asked for in conditions and expressions alike`(
    condition: String, exit: String?, holds: Bool
  ) throws {
    let scenario = try Scenario(
      """
      \(Self.exits)
      actions: {a: {kind: k}}
      rules:
        r:
          when:
            \(condition)
          recommend: a
      """)
    let answer = try scenario.decide("", exit: exit)
    #expect(answer.errors == [] && answer.actions == (holds ? ["a"] : []))
  }

  @Test(arguments: [("en", "Left us"), ("da", "Forladt os")])
  func `stands in texts by its label`(language: String, label: String) throws {
    let answer = try Scenario(Self.book).decide(#""person": {"language": "\#(language)"}"#, exit: "churned")
    #expect(answer.recommendations.first.map { Answer.text($0, "because") } == label)
  }

  @Test func `of the journey before is forgotten with the next state`() throws {
    let scenario = try Scenario(Self.book)
    _ = try scenario.decide("", exit: "churned")
    #expect(try scenario.decide("").actions == ["offer"])
  }

  @Test func `stays where a rule places the stage`() throws {
    let scenario = try Scenario(
      """
      \(Self.exits)
      actions: {a: {kind: k}}
      rules:
        p: {place: {stage: decision}}
        r: {when: {stage: decision, exit: churned}, recommend: a}
      """)
    let answer = try scenario.decide("", exit: "churned")
    #expect(answer.place("stage") == "decision placed" && answer.actions == ["a"])
  }

  @Test func `is no key of a state: there it is an attribute that nobody declared`() throws {
    let scenario = try Scenario(Self.book)
    let answer = try scenario.decide(#""exit": "churned""#)
    #expect(answer.actions == ["offer"] && answer.warnings == ["/exit undeclared attribute 'exit'"])
    let schema = String(decoding: scenario.plan.stateSchema(refusesUnknown: true), as: UTF8.self)
    #expect(!schema.contains(#""exit""#))
  }

  // MARK: Why

  private func smallestChange(_ action: String, exit: String?, book: String = book) throws -> [Change]? {
    let scenario = try Scenario(book)
    let index = try #require(scenario.plan.action(named: action))
    let state = try scenario.read("", exit: exit, keepingTexts: true)
    let explanation = Decider(scenario.plan).why(index, state, clock: Instant(microseconds: 0))
    #expect(explanation.smallestChange.isShown)
    return explanation.smallestChange.changes
  }

  @Test func `cannot be told by a change of the state`() throws {
    let book = "\(Self.exits)\nactions: {a: {kind: k}}\nrules: {r: {when: {exit: churned}, recommend: a}}"
    #expect(try smallestChange("a", exit: nil, book: book) == nil)
    #expect(try smallestChange("a", exit: "won", book: book) == nil)
  }

  @Test func `is hidden by a change that gives a stage`() throws {
    #expect(try smallestChange("offer", exit: "churned") == [.fact(.stage, .item(0))])
    #expect(try smallestChange("offer", exit: nil) == [])
  }

  @Test func `is told with its label where it is in the way`() throws {
    let scenario = try Scenario(Self.book)
    let index = try #require(scenario.plan.action(named: "win-back"))
    let state = try scenario.read("", exit: "won", keepingTexts: true)
    let page = Decider(scenario.plan).why(index, state, clock: Instant(microseconds: 0)).page(scenario.plan)
    #expect(page.contains("exit: Won; wanted: Left us"), "\(page)")
  }
}
