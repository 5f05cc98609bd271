import CEL
import Testing

struct CheckerTests {
  /// A problem as the tables have it.
  struct Expected: Sendable {
    let text: String
    let kind: ExpressionProblem.Kind
    let range: Range<Int>
    let message: String
    let help: String?

    init(
      _ text: String, _ kind: ExpressionProblem.Kind, _ range: Range<Int>, _ message: String,
      _ help: String? = nil
    ) {
      (self.text, self.kind, self.range, self.message, self.help) = (text, kind, range, message, help)
    }
  }

  @Test(arguments: [
    Expected("sentimet < 0.0", .undeclared, 0..<8, "'sentimet' is not declared", "did you mean 'sentiment'?"),
    Expected("True", .undeclared, 0..<4, "'True' is not declared", "write `true`"),
    Expected("stage == decision", .undeclared, 9..<17, "'decision' is not declared", "write `\"decision\"`"),
    Expected("account", .undeclared, 0..<7, "'account' alone is no value", "write `account.employees`"),
    Expected(
      "account.employes > 1", .noSuchField, 8..<16, "'account' has no field 'employes'",
      "did you mean 'employees'?"),
    Expected(
      "record.tipe == ''", .noSuchField, 7..<11, "'touchpoint' has no field 'tipe'", "did you mean 'type'?"),
    Expected(
      "record['tipe'] == ''", .noSuchField, 7..<13, "'touchpoint' has no field 'tipe'", "did you mean 'type'?"
    ),
    Expected(
      "touchpoints.exists(t, t.sentimnt > 0.0)", .noSuchField, 24..<32,
      "'touchpoint' has no field 'sentimnt'",
      "did you mean 'sentiment'?"),
    Expected(
      "touchpoints.type == ''", .noSuchField, 12..<16, "a list(touchpoint) has no field 'type'",
      "write `list.exists(x, x.type == …)`"),
    Expected("text.length > 1", .noSuchField, 5..<11, "a string has no field 'length'", "write `size(x)`"),
    Expected("sise(l) > 0", .noSuchFunction, 0..<4, "there is no function 'sise'", "did you mean 'size'?"),
    Expected(
      "pain_points.size > 1", .neverEqual, 12..<16, "there is no pain point 'size'", "write `size(x)`"),
    Expected("n > 14d", .syntax, 4..<7, "'14d' is neither a number nor a name", "write `duration(\"336h\")`"),
    Expected("n > 5x", .syntax, 4..<6, "'5x' is neither a number nor a name", "put text in quotes"),
    Expected(
      "now - 14 < now", .noMatchingOverload, 4..<5, "'-' does not take a timestamp and an int",
      "write `duration(\"24h\")`"),
    Expected("n > 'x'", .noMatchingOverload, 2..<3, "'>' does not take an int and a string"),
    Expected(
      "severit('no-budget') > 0.5", .noSuchFunction, 0..<7, "there is no function 'severit'",
      "did you mean 'severity'?"),
    Expected("len(l) > 0", .noSuchFunction, 0..<3, "there is no function 'len'", "write `size(x)`"),
    Expected(
      "max(n, 1)", .noSuchFunction, 0..<3, "there is no function 'max'", "write `math.greatest(a, b)`"),
    Expected(
      "math.max(n)", .noSuchFunction, 5..<8, "there is no function 'math.max'", "write `math.greatest(a, b)`"),
    Expected(
      "text.toLowerCase()", .noSuchFunction, 5..<16, "there is no function 'toLowerCase'",
      "write `text.lowerAscii()`"),
    Expected("l.contains(1)", .noMatchingOverload, 2..<10, "'contains' is for texts", "write `x in list`"),
    Expected(
      "startsWith(text, 'a')", .noMatchingOverload, 0..<10, "'startsWith' stands after a value",
      "write `x.startsWith(…)`"),
    Expected(
      "text.substring('a')", .noMatchingOverload, 5..<14, "'substring' of a string does not take a string",
      "it takes `string.substring(int)`, `string.substring(int, int)`"),
    Expected(
      "text + 1", .noMatchingOverload, 5..<6, "'+' does not take a string and an int",
      "write `string(x)` for the text of a value"),
    Expected(
      "n + 1.5", .noMatchingOverload, 2..<3, "'+' does not take an int and a double",
      "write `double(x)` for the other side"),
    Expected("sentiment == 0", .neverEqual, 10..<12, "a double is never equal to an int", "write `0.0`"),
    Expected(
      "n == '200'", .neverEqual, 2..<4, "an int is never equal to a string", "write `200` without quotes"),
    Expected(
      "'a' in text", .neverEqual, 4..<6, "a string is never in a string", "write `text.contains(\"part\")`"),
    Expected("'1' in l", .neverEqual, 4..<6, "a string is never in a list(int)", "write `1` without quotes"),
    Expected(
      "1 < n < 5", .noMatchingOverload, 6..<7, "'<' does not take a bool and an int", "write `a < x && x < b`"
    ),
    Expected(
      "n && flag", .noMatchingOverload, 0..<1, "'&&' joins bools, and this is an int",
      "compare it, as in `x > 0`"),
    Expected(
      "stage == 'decision' || 'evaluation'", .noMatchingOverload, 23..<35,
      "'||' joins bools, and this is a string",
      "repeat the comparison, as in `x == 1 || x == 2`, or write `x in [1, 2]`"),
    Expected(
      "n ? 1 : 2", .noMatchingOverload, 2..<3, "the condition is an int, not a bool",
      "compare it, as in `x > 0 ? a : b`"),
    Expected("flag ? 1 : 'a'", .noMatchingOverload, 5..<6, "the choice is between an int and a string"),
    Expected("!n", .noMatchingOverload, 0..<1, "'!' does not take an int", "compare it, as in `x == 0`"),
    Expected("l['a']", .noMatchingOverload, 1..<2, "a list(int) has no index that is a string"),
    Expected(
      "n.exists(a, true)", .notIterable, 0..<1, "'exists' goes over a list or a map, and this is an int"),
    Expected(
      "l.exists(a, a)", .wrongType, 12..<13, "'exists' asks for a bool, and this is an int",
      "compare it, as in `a == …`"),
    Expected("{1.5: 2}", .wrongType, 1..<4, "a double is no key", "use a string, an int or a bool"),
    Expected("[?n]", .wrongType, 2..<3, "'?' takes an optional, and this is an int"),
    Expected(
      "stage == 'decisoin'", .neverEqual, 9..<19, "there is no stage 'decisoin'", "did you mean 'decision'?"),
    Expected(
      "'xyz' != stage", .neverEqual, 0..<5, "there is no stage 'xyz'",
      "it is one of 'awareness', 'evaluation', 'decision'"),
    Expected(
      "stage in ['decision', 'evalution']", .neverEqual, 22..<33, "there is no stage 'evalution'",
      "did you mean 'evaluation'?"),
    Expected(
      "'no-bugdet' in pain_points", .neverEqual, 0..<11, "there is no pain point 'no-bugdet'",
      "did you mean 'no-budget'?"),
    Expected(
      "pain_points['no-bugdet'] > 0.0", .neverEqual, 12..<23, "there is no pain point 'no-bugdet'",
      "did you mean 'no-budget'?"),
    Expected(
      "severity('no-bugdet') > 0.0", .neverEqual, 9..<20, "there is no pain point 'no-bugdet'",
      "did you mean 'no-budget'?"),
    Expected(
      "pain_points.exists(p, p == 'no-bugdet')", .neverEqual, 27..<38, "there is no pain point 'no-bugdet'",
      "did you mean 'no-budget'?"),
    Expected(
      "'decisions' in stages", .neverEqual, 0..<11, "there is no stage 'decisions'",
      "did you mean 'decision'?"),
    Expected(
      "has(pain_points.budget)", .neverEqual, 16..<22, "there is no pain point 'budget'",
      "it is one of 'no-budget', 'no-business-case', 'no-time'"),
  ])
  func `a problem says what is wrong, where, and what to do`(_ expected: Expected) {
    let problems = Fixture.problems(expected.text)
    #expect(problems.count == 1, "\(expected.text): \(problems)")
    #expect(problems.first?.kind == expected.kind, "\(expected.text)")
    #expect(problems.first?.range == expected.range, "\(expected.text)")
    #expect(problems.first?.message == expected.message, "\(expected.text)")
    #expect(problems.first?.help == expected.help, "\(expected.text)")
  }

  @Test(arguments: [
    ("n + 2", Type.int), ("l.map(i, i + 1)", .list(.int)), ("[]", .list(.dyn)), ("[1, 'a']", .list(.dyn)),
    ("m.a", .dyn), ("record.score", .int),
    ("touchpoints.filter(t, t.score > 1)", .list(.record(Fixture.touchpoint))),
    ("stage", .domain(Fixture.stage)), ("flag ? stage : 'x'", .string), ("[stage, 'x']", .list(.string)),
    ("l.transformMap(i, v, v * 2)", .map(.int, .int)), ("m.?a.orValue(1)", .dyn),
    ("l.first()", .optional(.int)),
    ("l[?0].optMap(i, 'a')", .optional(.string)), ("type(1)", .type(.int)), ("dyn(l)", .dyn),
    ("cel.bind(a, l, a + [1])", .list(.int)),
    ("{'a': 1}.transformMapEntry(k, v, {v: k})", .map(.int, .string)),
    ("now - now", .duration), ("since(now)", .int), ("known(record.type)", .bool),
  ])
  func `types are found`(_ text: String, _ type: Type) throws {
    let checked = try Fixture.check(text)
    #expect(checked.type == type, "\(text): \(checked.type)")
  }

  @Test(arguments: [
    "account.employees >= 200.5", "n < 1u", "l == []", "stage == text", "stage == x", "m['anything'] == 1",
    "touchpoints[0].type == 'x'", "stage + 'x' == 'y'", "'decision' in [stage]", "x.anything.at.all == 1",
    "[1, 'a', null][0] == 'b'", "pain_points == {}", "stage < 'x'", "flag || x", "n in [1, 2, 3]",
  ])
  func `what may hold is no problem`(_ text: String) {
    #expect(Fixture.problems(text).isEmpty, "\(text): \(Fixture.problems(text))")
  }

  @Test func `all problems are found, in the order of the text`() {
    let problems = Fixture.problems(
      "sentimet < 0.0 && acount.employees > 1 || stage == 'x' && len(l) > n + 'a'")
    #expect(
      problems.map(\.kind) == [.undeclared, .undeclared, .neverEqual, .noSuchFunction, .noMatchingOverload])
  }

  @Test(arguments: [
    ("text.matches('a(')", 13..<17), ("matches(text, r'[')", 14..<18), ("text.matches('\\\\p{No}')", 0..<0),
  ])
  func `a pattern is read when the expression is`(_ text: String, _ range: Range<Int>) {
    let problems = Fixture.problems(text)
    if range.isEmpty { return #expect(problems.isEmpty, "\(text): \(problems)") }
    #expect(problems.map(\.kind) == [.badPattern])
    #expect(problems.map(\.range) == [range], "\(text)")
  }

  @Test func `an expected type is asked for`() {
    let problems = Fixture.problems("n + 1", expecting: .bool)
    #expect(problems == [ExpressionProblem(.wrongType, at: 0..<5, "this is an int, not a bool")])
    #expect(Fixture.problems("x", expecting: .bool).isEmpty)
  }

  @Test func `the variables that an expression uses are known, also those that are passed unwritten`() throws
  {
    let checked = try Fixture.check(
      "account.employees > 1 && l.exists(stage, stage == 1) && since(timestamp(n)) > 1")
    let names = checked.usedSlots.map { checked.environment.variables[$0].name }.sorted()
    #expect(names == ["account.employees", "l", "n", "now"])
  }
}
