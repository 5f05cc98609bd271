import CEL
import Testing
import TestSupport

/// Random texts, which must never crash.
struct FuzzTests {
  @Test func `soups of tokens and mistakes end in a value or in a problem within the text`() {
    var seeds = SeededRandom.ofThisRun()
    Fuzzing.run(4_000) {
      let seed = seeds.next()
      var random = RandomExpression(seed: seed)
      let text = seed % 2 == 0 ? random.soup() : random.mutation()
      for problem in Fixture.problems(text) {
        #expect((0...text.utf8.count).contains(problem.range.lowerBound), "\(text)")
        #expect((0...text.utf8.count).contains(problem.range.upperBound), "\(text)")
        #expect(!problem.message.isEmpty && !problem.message.hasSuffix("."), "\(text)")
      }
      _ = try? Fixture.evaluateUnchecked(text, budget: 2_000)
    }
  }

  @Test func `well-formed expressions have values of the types that were found`() throws {
    var checked = 0
    var count = 0
    var seeds = SeededRandom.ofThisRun()
    Fuzzing.run(4_000) {
      count += 1
      var random = RandomExpression(seed: seeds.next())
      let text = random.expression()
      let expression: CEL.Expression
      do throws(ExpressionProblem) { expression = try CEL.Expression.parse(text) } catch {
        Issue.record("\(text): \(error.message)")
        return
      }
      var budget = Budget(5_000)
      let unchecked = ExpressionProgram(unchecked: expression, in: Fixture.environment).evaluate(
        Fixture.facts, budget: &budget)
      guard let types = try? Checker.check(expression, in: Fixture.environment) else { return }
      checked += 1
      budget = Budget(5_000)
      let value = ExpressionProgram(types).evaluate(Fixture.facts, budget: &budget)
      #expect(conforms(value, types.type), "\(text): \(value) is no \(types.type)")
      #expect(budget.remaining >= 0)
      #expect(agree(value, unchecked), "\(text): \(value), unchecked \(unchecked)")
    }
    #expect(checked > count / 5)
  }

  /// Whether a checked and an unchecked evaluation give the same; which error it is does not matter.
  private func agree(_ one: Value, _ other: Value) -> Bool {
    if case .error(let error) = one, error.isBudget { return true }
    if case .error(let error) = other, error.isBudget { return true }
    if case .error = one, case .error = other { return true }
    return isSame(one, other)
  }

  /// Whether a value is of a type, through and through.
  private func conforms(_ value: Value, _ type: Type) -> Bool {
    switch (value, type) {
    case (.error, _), (.unknown, _), (_, .dyn): true
    case (.list(let list), .list(let element)): list.elements.allSatisfy { conforms($0, element) }
    case (.map(let map), .map(let key, let element)):
      map.entries.allSatisfy { conforms($0.key, key) && conforms($0.value, element) }
    // Null goes with optionals, and so comes to stand within one.
    case (.optional(let boxed), .optional(let inner)):
      boxed.map { conforms($0.value, inner) || $0.value.kind == .null } ?? true
    case (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.bytes, .bytes):
      true
    case (.string, .string), (.string, .domain), (.timestamp, .timestamp), (.duration, .duration): true
    case (.type, .type), (.map, .record): true
    case (.null, .optional), (.null, .timestamp), (.null, .duration): true
    default: false
    }
  }
}
