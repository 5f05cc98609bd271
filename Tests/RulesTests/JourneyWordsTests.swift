import Diagnostics
import Testing
import Time

@testable import RuleFiles
@testable import Rules

/// What a book says of journeys over time: exits, how long things last, and what a buying group needs.
struct JourneyWordsTests {
  private static func load(_ texts: String...) -> RuleBookLoad {
    RuleBook.load(
      texts.enumerated().map { SourceFile(path: "\($0).yaml", bytes: Array($1.utf8)) })
  }

  @Test func `exits are lost unless they say otherwise`() throws {
    let load = Self.load(
      """
      exits: {won: {lost: false, label: {en: Won, da: Vundet}}, churned: , gone: {aliases: [away, 7], lost: true}}
      """)
    #expect(load.diagnostics.isEmpty)
    let exits = try #require(load.book).vocabulary.exits
    #expect(exits.items.map(\.id) == ["churned", "gone", "won"])
    #expect(exits.items.map(\.isLost) == [true, true, false])
    #expect(exits.index(named: "VUNDET") == 2 && exits.index(named: "7") == 1)
    #expect(exits[0].label == nil && exits.index(ofID: "away") == nil)
  }

  @Test func `triggers last 30 days and pain points 90, unless they say how long`() throws {
    let load = Self.load(
      """
      triggers: {a: , b: {lasts: 36h}}
      pain_points: {c: {severity: 0.7}, d: {lasts: 1w1d}}
      """)
    #expect(load.diagnostics.isEmpty)
    let vocabulary = try #require(load.book).vocabulary
    #expect(vocabulary.triggers.items.map(\.lasts) == [TimeSpan("30d"), TimeSpan("36h")])
    #expect(vocabulary.painPoints.items.map(\.lasts) == [TimeSpan("90d"), TimeSpan("8d")])
    #expect(vocabulary.painPoints.items.map(\.severity) == [0.7, 0.5])
  }

  @Test func `a buying group stands in the order of the roles, and may need nobody`() throws {
    let policies = try #require(Self.load("policies: {language: en}").book).policies
    #expect(policies.engagedWithin == TimeSpan("30d") && policies.buyingGroup.isEmpty)
    #expect(try #require(Self.load("policies: {buying_group: {}}").book).policies.buyingGroup.isEmpty)
    let load = Self.load(
      "policies: {engaged_within: 2w}",
      "policies: {buying_group: {gatekeeper: 100, decider: 1, initiator: 2.0}}")
    #expect(load.diagnostics.isEmpty)
    let given = try #require(load.book).policies
    #expect(given.engagedWithin == TimeSpan("14d"))
    #expect(
      given.buyingGroup == [
        RequiredRole(role: .initiator, required: 2), RequiredRole(role: .decider, required: 1),
        RequiredRole(role: .gatekeeper, required: 100),
      ])
  }

  @Test(arguments: ["engaged_within: 30d", "buying_group: {decider: 1}"])
  func `a policy of two files is refused with both places`(policy: String) throws {
    let load = Self.load("policies: {\(policy)}", "policies: {\(policy)}")
    #expect(load.book == nil)
    let told = try #require(load.diagnostics.first)
    #expect(load.diagnostics.count == 1 && told.id == .duplicatePolicy)
    #expect(told.location.file == "1.yaml" && told.notes.map(\.location.file) == ["0.yaml"])
  }

  @Test(arguments: [
    "exit: churned", "exit: [churned, won]", "exit: {exists: true}", "exit: {ne: won}",
    "stage: s, exit: churned", #"if: exit == "churned""#, "any_of: [{exit: won}, {stage: s}]",
    "none_of: [{exit: {exists: true}}]",
  ])
  func `a rule may ask for an exit although no state gives one`(condition: String) {
    let load = Self.load(
      """
      stages: {s: {phase: before}}
      exits: {churned: , won: {lost: false}}
      actions: {a: {kind: k, eligible: {\(condition)}}}
      rules: {r: {when: {\(condition)}, recommend: a}}
      """)
    #expect(load.diagnostics.isEmpty, "\(load.diagnostics)")
  }

  @Test func `an exit that is two at once can never be`() {
    let load = Self.load(
      """
      exits: {churned: , won: }
      actions: {a: {kind: k}}
      rules: {r: {when: {exit: churned, all_of: [{exit: won}]}, recommend: a}}
      """)
    #expect(load.diagnostics.map(\.id) == [.neverHolds])
  }

  @Test func `an expression is held against the exits of the book`() {
    let load = Self.load(
      """
      exits: {churned: }
      actions: {a: {kind: k}}
      rules: {r: {when: {if: exit == "chruned"}, recommend: a}}
      """)
    #expect(load.diagnostics.map(\.id) == [.expressionNeverEqual])
  }

  @Test(arguments: ["exit", "exit.reason"])
  func `no attribute is called exit`(path: String) {
    #expect(Self.load("attributes: {\(path): string}").book == nil)
  }
}
