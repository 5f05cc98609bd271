import CEL
import Testing

struct ParserTests {
  @Test(arguments: [
    ("1 + 2 * 3 - 4", 3), ("(1 + 2) * 3", 9), ("10 / 3 % 2", 1), ("-2 + 3", 1), ("- (2 + 3)", -5),
    ("true ? 1 : false ? 2 : 3", 1), ("false ? 1 : false ? 2 : 3", 3), ("[1, 2, 3,][1]", 2),
    ("{'a': 5,}.a", 5),
    ("1 < 2 == true ? 7 : 8", 7), ("!!true ? 1 : 2", 1),
  ])
  func `operators bind as the grammar says`(_ text: String, _ value: Int64) throws {
    #expect(isSame(try Fixture.evaluate(text), .int(value)), "\(text)")
  }

  @Test(arguments: [
    ("", 0..<0, "the expression is empty"),
    ("(1 + 2", 0..<1, "'(' is not closed"),
    ("[1, [2, 3]", 0..<1, "'[' is not closed"),
    ("size([1, 2)", 10..<11, "')' should not stand here"),
    ("m[1", 1..<2, "'[' is not closed"),
    ("{1: 2", 0..<1, "'{' is not closed"),
    ("1 + 2)", 5..<6, "')' closes nothing"),
    ("1 +", 3..<3, "the expression ends where a value should follow"),
    ("1 + * 2", 4..<5, "a value should stand before '*'"),
    ("flag ? 1", 5..<6, "this '?' has no ':'"),
    ("{1, 2}", 1..<2, "this key has no value"),
    ("m.", 2..<2, "a field's name is missing after '.'"),
    ("m.in", 2..<4, "'in' is no field"),
    ("if", 0..<2, "'if' is a reserved word"),
    ("Foo{a: 1}", 3..<4, "messages are not part of this language"),
    ("l.all(1, true)", 6..<7, "'all' takes the name of a variable here"),
    ("l.exists(a, a, true)", 12..<13, "'a' is the name of both variables"),
    ("has(m)", 0..<3, "'has' asks whether a field is there"),
    ("size(1,)", 7..<8, "a value should stand before ')'"),
    ("n n", 2..<3, "an operator should stand before 'n'"),
  ])
  func `one syntax problem says what is wrong and where`(
    _ text: String, _ range: Range<Int>, _ message: String
  ) {
    let problems = Fixture.problems(text)
    #expect(problems.map(\.kind) == [.syntax], "\(text)")
    #expect(problems.first?.range == range, "\(text): \(problems)")
    #expect(problems.first?.message == message, "\(text)")
  }

  @Test(arguments: [
    ("flag and flag", 5..<8, "write `&&`"), ("flag OR flag", 5..<7, "write `||`"),
    ("not flag", 0..<3, "write `!`"),
    ("n = 1", 2..<3, "write `==`"), ("n => 1", 2..<3, "write `>=`"), ("n =< 1", 2..<3, "write `<=`"),
    ("n === 1", 2..<5, "write `==`"), ("n !== 1", 2..<5, "write `!=`"), ("n <> 1", 2..<4, "write `!=`"),
    ("flag & flag", 5..<6, "write `&&`"), ("flag | flag", 5..<6, "write `||`"),
    ("stage == “decision”", 9..<12, "write straight quotes, as in `\"text\"`"),
    ("stage == ‘decision’", 9..<12, "write straight quotes, as in `'text'`"), ("n ≥ 1", 2..<5, "write `>=`"),
    ("n – 1", 2..<5, "write `-`"), ("stage is \"decision\"", 6..<8, "write `==`"),
    ("text contains \"a\"", 5..<13, "write `x in list`, or `text.contains(\"part\")`"),
    ("text startswith 'a'", 5..<15, "write `text.startsWith(\"start\")`"),
    ("n between 1", 2..<9, "write `low <= x && x <= high`"),
    ("if n > 1", 0..<2, "write `condition ? value : otherwise`"),
    ("n\u{A0}> 1", 1..<3, "write a plain space"),
  ])
  func `what other notations write is explained`(_ text: String, _ range: Range<Int>, _ help: String) {
    let problems = Fixture.problems(text)
    #expect(problems.count == 1)
    #expect(problems.first?.range == range, "\(text): \(problems)")
    #expect(problems.first?.help == help, "\(text): \(problems)")
  }

  @Test(arguments: [
    ("  account.employees >= 200", 2..<26, "_>=_", 20..<22), ("n in l", 0..<6, "@in", 2..<4),
    ("-(n)", 0..<4, "-_", 0..<1),
    ("l[0]", 0..<4, "_[_]", 1..<2), ("text.size()", 0..<11, "size", 5..<9),
  ])
  func `nodes know their place`(_ text: String, _ range: Range<Int>, _ function: String, _ sign: Range<Int>)
    throws
  {
    let expression = try Expression.parse(text)
    #expect(expression.range == range)
    guard case .call(let call) = expression.form else {
      Issue.record("\(text) is no call")
      return
    }
    #expect(call.function.text == function)
    #expect(call.function.range == sign)
  }

  @Test func `all nodes stand within their parents and have numbers of their own`() throws {
    let expression = try Expression.parse(
      "touchpoints.exists(t, t.type == 'a' && has(t.score)) || {'a': [1, ?m.?b]}.a == cel.bind(x, 1, x) ? n : -n"
    )
    var numbers: Set<Int> = []
    expression.walk { node in
      #expect(numbers.insert(node.id).inserted)
      for child in node.children { #expect(node.range.contains(child.range.lowerBound)) }
      #expect(node.children.allSatisfy { $0.id < node.id && $0.range.upperBound <= node.range.upperBound })
    }
    #expect(numbers.count > 20)
  }
}

extension CEL.Expression {
  /// Calls back for this node and all below, parents first.
  fileprivate func walk(_ visit: (CEL.Expression) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }
}
