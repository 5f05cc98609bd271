import CEL
import Testing

struct BudgetTests {
  private func isSpent(_ value: Value) -> Bool {
    if case .error(let error) = value { error.isBudget } else { false }
  }

  @Test func `steps are taken from what is shared`() throws {
    var budget = Budget(1_000)
    let program = ExpressionProgram(try Fixture.check("n > 1 && l.all(i, i > 0)"))
    #expect(isSame(program.evaluate(Fixture.facts, budget: &budget), .bool(true)))
    let used = 1_000 - budget.remaining
    #expect((8...16).contains(used))
    #expect(isSame(program.evaluate(Fixture.facts, budget: &budget), .bool(true)))
    #expect(budget.remaining == 1_000 - 2 * used)
    budget.remaining = used - 1
    #expect(isSpent(program.evaluate(Fixture.facts, budget: &budget)))
    #expect(budget.remaining == 0)
  }

  @Test func `one expression takes no more than its share`() throws {
    var budget = Budget(1_000_000, perExpression: 500)
    #expect(
      isSpent(
        ExpressionProgram(try Fixture.check("lists.range(1000).size() > 1")).evaluate(
          Fixture.facts, budget: &budget)))
    #expect(budget.remaining == 999_500)
  }

  @Test(arguments: [
    "lists.range(1000000000).size() > 1 || true", "lists.range(1000000000) == [] && false",
    "[1, 2].exists(i, lists.range(1000000000) == [])", "optional.of(lists.range(1000000000)).hasValue()",
    "has({'a': lists.range(1000000000)}.a)", "known(lists.range(1000000000))",
  ])
  func `nothing absorbs that the steps are spent`(_ text: String) throws {
    let value = try Fixture.evaluate(text)
    #expect(isSpent(value), "\(text): \(value)")
  }

  @Test(arguments: [
    ("true || lists.range(1000000000).size() > 1", true), ("false && lists.range(1000000000) == []", false),
  ])
  func `what is not needed costs no steps`(_ text: String, _ result: Bool) throws {
    var budget = Budget(100)
    let value = ExpressionProgram(try Fixture.check(text)).evaluate(Fixture.facts, budget: &budget)
    #expect(isSame(value, .bool(result)) && budget.remaining > 90, "\(text): \(value), \(budget.remaining)")
  }

  /// Expressions that would take time or memory without end.
  static let hostile: [String] = {
    let tower = (0..<60).reduce("size(a60)") { inner, level in
      "cel.bind(a\(60 - level), a\(59 - level) + a\(59 - level), \(inner))"
    }
    let equal = (0..<40).reduce("a40 == a40") { inner, level in
      "cel.bind(a\(40 - level), [a\(39 - level), a\(39 - level)], \(inner))"
    }
    let loops = (0..<12).reduce("true") { inner, level in "r.all(x\(level), \(inner))" }
    return [
      "cel.bind(a0, 'some text that is a bit longer', \(tower))",
      "cel.bind(a0, [1], \(equal))",
      "cel.bind(a0, [1], \(equal.replacing("a40 == a40", with: "'%s'.format([a40])")))",
      "cel.bind(a0, [1], \(equal.replacing("a40 == a40", with: "a40.flatten(100)")))",
      "cel.bind(a0, [1], \(equal.replacing("a40 == a40", with: "a40 in [a40]")))",
      "cel.bind(r, lists.range(50), \(loops))",
      "cel.bind(t, 'aaaaaaaaaaaaaaaaaaaa', t.replace('', t.replace('', t.replace('', t.replace('', t))))).size()",
      "lists.range(20000).map(i, lists.range(20000)).size()",
      "lists.range(30000).reverse().sort().distinct().size()",
      "lists.range(30000).map(i, 'aaaaaaaaaaaaaaaa').join('bbbbbbbbbbbbbbbbbbbbbbbbbbb').size()",
      "lists.range(9000).map(i, string(i)).join('a').split('').map(c, c + c).join().split('a').size()",
      "lists.range(30000).all(i, lists.range(i).all(j, i >= j))",
      "sets.equivalent(lists.range(9000), lists.range(9000))",
      "lists.range(20000).map(i, 'a').join().contains(lists.range(9000).map(i, 'a').join() + 'b')",
      "'%.1000000f'.format([1.5])",
      "lists.range(30000).transformMap(i, v, string(i) + 'abcdefghijklmnopqrstuvwxyz').size()",
    ]
  }()

  @Test(arguments: hostile.indices)
  func `a hostile expression ends with an error`(_ index: Int) throws {
    let text = Self.hostile[index]
    let value = try Fixture.evaluateUnchecked(text, budget: 100_000)
    guard case .error = value else {
      Issue.record("\(text): \(value)")
      return
    }
  }
}
