import CEL
import Testing

/// What a fact that is not known makes of an expression. `nothing` and `missing` are variables without a value.
struct UnknownTests {
  @Test(arguments: [
    ("nothing && false", Value.bool(false)), ("false && nothing", .bool(false)),
    ("nothing && true", .unknown),
    ("nothing || true", .bool(true)), ("true || nothing", .bool(true)), ("nothing || false", .unknown),
    ("nothing && 1 / 0 == 1", .unknown), ("1 / 0 == 1 && nothing", .unknown),
    ("1 / 0 == 1 || nothing", .unknown),
    ("false || nothing || 1 / 0 == 1", .unknown), ("nothing || 1 / 0 == 1 || true", .bool(true)),
    ("!nothing", .unknown), ("missing + 1", .unknown), ("missing + 1 / 0", .unknown),
    ("1 / 0 + missing", .unknown),
    ("missing == missing", .unknown), ("missing > 1", .unknown), ("missing in l", .unknown),
    ("nothing ? 1 : 1", .unknown), ("flag ? 1 : missing", .int(1)), ("flag ? missing : 1", .unknown),
    ("[1, missing]", .unknown), ("{'a': missing}", .unknown), ("[1 / 0, missing]", .unknown),
    ("l.exists(i, i == 2 || nothing)", .bool(true)), ("l.exists(i, nothing)", .unknown),
    ("l.all(i, i == 1 && nothing)", .bool(false)), ("l.all(i, nothing)", .unknown),
    ("[].all(i, nothing)", .bool(true)),
    ("l.exists_one(i, nothing)", .unknown), ("l.map(i, missing)", .unknown),
    ("l.filter(i, nothing)", .unknown),
    ("l.map(i, i == 1 ? 1 / 0 : missing)", .unknown), ("l.transformMap(i, v, missing)", .unknown),
    ("record.type", .string("call")), ("record.score", .unknown), ("record.score > 1", .unknown),
    ("record.score > 1 || record.type == 'call'", .bool(true)), ("has(record.type)", .bool(true)),
    ("has(record.score)", .bool(false)), ("'score' in record", .bool(false)),
    ("record['score'] == 1", .unknown),
    ("known(missing)", .bool(false)), ("known(n)", .bool(true)), ("known(record.score)", .bool(false)),
    ("known(missing + 1)", .bool(false)), ("known(record.type) && !known(nothing)", .bool(true)),
    ("touchpoints.exists(t, t.sentiment > 0.0)", .unknown),
    ("touchpoints.exists(t, t.sentiment < 0.0)", .bool(true)),
    ("touchpoints.filter(t, has(t.sentiment)).size()", .int(1)), ("record.?score.hasValue()", .bool(false)),
    ("record.?type.orValue('')", .string("call")), ("record[?'score'].orValue(5)", .int(5)),
    ("cel.bind(a, missing, true)", .bool(true)), ("cel.bind(a, missing, a)", .unknown),
    ("optional.of(missing)", .unknown), ("string(missing)", .unknown), ("size(record)", .int(1)),
    ("record.map(k, k)[0]", .string("type")),
  ])
  func `unknown spreads unless the rest decides`(_ text: String, _ expected: Value) throws {
    let checked = try Fixture.evaluate(text)
    #expect(isSame(checked, expected), "\(text): \(checked)")
    let unchecked = try Fixture.evaluateUnchecked(text)
    #expect(isSame(unchecked, expected), "\(text) unchecked: \(unchecked)")
  }

  @Test func `has of a variable with a dotted name says whether it is known`() throws {
    let environment = Environment(variables: [
      (name: "account.employees", type: .int), (name: "account.city", type: .string),
    ])
    let facts = FixedFacts([.int(3)])
    for (text, expected) in [
      ("has(account.employees)", true), ("has(account.city)", false), ("account.?city.hasValue()", false),
    ] {
      var budget = Budget(100)
      let checked = try Checker.check(Expression.parse(text), in: environment, expecting: .bool)
      #expect(isSame(ExpressionProgram(checked).evaluate(facts, budget: &budget), .bool(expected)), "\(text)")
    }
  }
}
