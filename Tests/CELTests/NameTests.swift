import CEL
import Testing

struct NameTests {
  private func evaluate(_ text: String, container: String = "", _ values: [(String, Int64)]) throws -> Value {
    let environment = Environment(
      container: container, variables: values.map { (name: $0.0, type: .dyn) })
    let expression = try Expression.parse(text)
    var budget = Budget(1_000)
    let facts = FixedFacts(values.map { .int($0.1) })
    let checked = ExpressionProgram(try Checker.check(expression, in: environment)).evaluate(
      facts, budget: &budget)
    let unchecked = ExpressionProgram(unchecked: expression, in: environment).evaluate(facts, budget: &budget)
    #expect(isSame(checked, unchecked), "\(text)")
    return checked
  }

  @Test(arguments: [
    ("x", "", 1), ("x", "a", 2), ("x", "a.b", 3), (".x", "a.b", 1), ("b.x", "a", 3), ("a.b.x", "a.b", 3),
    ("[5].map(x, x)[0]", "a.b", 5), ("[5].map(x, .x)[0]", "a.b", 1), ("[5].map(a, .a.x)[0]", "a.b", 2),
    ("cel.bind(a, {'x': 9}, a.x)", "", 9),
  ])
  func `the longest name in the innermost container counts, and macros' variables before it`(
    _ text: String, _ container: String, _ expected: Int64
  ) throws {
    let value = try evaluate(text, container: container, [("x", 1), ("a.x", 2), ("a.b.x", 3)])
    #expect(isSame(value, .int(expected)), "\(text)")
  }

  @Test func `types are values`() throws {
    #expect(isSame(try Fixture.evaluate("type(now) == google.protobuf.Timestamp"), .bool(true)))
    #expect(isSame(try Fixture.evaluate("type(null) == null_type && type(type(1)) == type"), .bool(true)))
    #expect(isSame(try Fixture.evaluate("type(optional.of(1)) == optional_type"), .bool(true)))
  }
}
