import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// What follows from the conditions of a loaded book.
struct LogicTests {
  /// A book with two rules whose conditions are given.
  private static func conditions(_ one: String, _ other: String) throws -> (
    one: Condition, other: Condition, names: BookNames
  ) {
    let text = """
      stages: {awareness: {phase: before}, decision: {phase: during}}
      personas: {buyer: {role: buyer}}
      pain_points: {price: , delay: }
      triggers: {trial: }
      attributes:
        account.size: int
        account.kind: {type: string, values: [retail, industry]}
        account.systems: strings
      rules:
        one: {when: \(one), suppress: {all: true}}
        other: {when: \(other), suppress: {all: true}}
      """
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    let book = try #require(load.book, "\(load.diagnostics.map(\.message))")
    return try (#require(book.rules[0].when), #require(book.rules[1].when), book.names)
  }

  @Test(arguments: [
    ("{stage: awareness}", false), ("{stage: awareness, phase: after}", true),
    ("{persona: buyer, role: user}", true), ("{persona: buyer, role: buyer}", false),
    ("{stage: awareness, all_of: [{stage: decision}]}", true),
    ("{stage: awareness, any_of: [{stage: decision}, {phase: after}]}", true),
    ("{stage: awareness, any_of: [{stage: decision}, {triggers: trial}]}", false),
    ("{pain_points: price, all_of: [{pain_points: {none: price}}]}", true),
    ("{account.size: {gt: 5}, all_of: [{account.size: {lt: 5}}]}", true),
    ("{account.size: {gte: 5}, all_of: [{account.size: {lte: 5}}]}", false),
    ("{account.kind: {not_in: [retail]}, all_of: [{account.kind: {ne: industry}}]}", true),
    ("{sentiment: {lt: -1}}", true), ("{sentiment: {lte: -1}}", false),
    ("{none_of: [{stage: decision}]}", false),
    ("{account.size: {exists: false}, all_of: [{account.size: 3}]}", true), ("{}", false),
  ])
  func `a condition that can never hold is told from one that may`(text: String, never: Bool) throws {
    let (condition, _, names) = try Self.conditions(text, "{}")
    #expect(condition.neverHolds(names) == never)
  }

  @Test(arguments: [
    ("{stage: decision}", "{stage: [awareness, decision]}", true),
    ("{stage: [awareness, decision]}", "{stage: decision}", false),
    ("{account.size: {gt: 10}}", "{account.size: {gte: 10}}", true),
    ("{account.size: {gte: 10}}", "{account.size: {gt: 10}}", false),
    ("{account.size: 10}", "{account.size: {exists: true}}", true),
    ("{pain_points: {all: [price, delay]}}", "{pain_points: price}", true),
    ("{pain_points: [price, delay]}", "{pain_points: price}", false),
    ("{all_of: [{stage: decision}], triggers: trial}", "{triggers: trial, stage: decision}", true),
    ("{triggers: trial}", "{triggers: trial, stage: decision}", false), ("{triggers: trial}", "{}", true),
  ])
  func `a condition implies another only where it surely holds`(
    one: String, other: String, implies: Bool
  ) throws {
    let (one, other, _) = try Self.conditions(one, other)
    #expect(one.implies(other) == implies)
  }

  @Test func `a book keeps the type, the domain and the name of each fact, and where each term stands`()
    throws
  {
    let (condition, _, names) = try Self.conditions("{account.kind: retail, stage: decision}", "{}")
    let kind = try #require(names.fact(named: "account.kind"))
    #expect(names.type(of: kind) == .string && names.values(of: kind) == ["retail", "industry"])
    #expect(names.values(of: .builtIn(.stage)) == ["awareness", "decision"])
    #expect(names.values(of: .builtIn(.phase)) == Phase.allCases.map(\.rawValue))
    #expect(names.values(of: .builtIn(.journey)) == nil)
    #expect(condition.terms.map(\.key) == ["account.kind", "stage"])
    #expect(condition.terms.map(\.span.line) == [10, 10])
    #expect(condition.terms[1].span.column > condition.terms[0].span.column)
  }
}
