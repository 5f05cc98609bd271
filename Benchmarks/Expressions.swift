import CEL

/// What expressions cost, each with its facts at hand.
enum Expressions {
  private static let painPoint = Domain(
    name: "pain point", values: ["no-business-case", "no-budget", "no-time"])
  private static let touchpoint = RecordType(
    "touchpoint", [.init("type", .string), .init("channel", .string), .init("sentiment", .double)])
  private static let environment = Environment(
    variables: [
      (name: "account.employees", type: .int), (name: "sentiment", type: .double),
      (name: "pain_points", type: .map(.domain(painPoint), .double)),
      (name: "touchpoints", type: .list(.record(touchpoint))),
    ])
  private static let facts: FixedFacts = {
    let painPoints = Map([
      ("no-budget", .double(0.5)), ("no-time", .double(0.25)), ("no-business-case", .double(0.75)),
    ])
    let touchpoints = List(
      (0..<20).map { index in
        .map(Map(touchpoint, [.string(index % 2 == 0 ? "webinar" : "fair"), .string("post"), .double(-0.5)]))
      })
    return FixedFacts([.int(250), .double(-0.2), .map(painPoints), .list(touchpoints)])
  }()

  private static let condition =
    #"account.employees >= 200 && sentiment < 0.0 && "no-business-case" in pain_points"#
  private static let search = #"touchpoints.exists(t, t.type == "webinar" && t.sentiment > 0.0)"#
  /// Would take a hundred million steps.
  private static let tower =
    "[1, 2, 3, 4, 5, 6, 7, 8, 9, 0]"
    + String(repeating: ".map(x, [x, x, x, x, x, x, x, x, x, x])", count: 2)
    + ".map(x, x.map(y, y.map(z, [z, z]"
    + String(repeating: ".map(u, [u, u, u, u, u, u, u, u, u, u])", count: 5) + ").size() > 0)).size() > 0"

  static func measure() throws {
    Report.line("CEL: a condition of three comparisons", try evaluating(condition))
    Report.line("CEL: a search of 20 touchpoints", try evaluating(search))
    Report.line("CEL: nested loops, to the end of their steps", try evaluating(tower, rounds: 20))
    let checking = Measure.nanoseconds(perOneOf: 2_000) {
      for _ in 0..<2_000 { _ = try? check(condition) }
    }
    Report.line("CEL: reading and checking the condition", text(checking))
  }

  private static func check(_ text: String) throws -> Checked {
    try Checker.check(Expression.parse(text), in: environment, expecting: .bool)
  }

  private static func evaluating(_ text: String, rounds: Int = 20_000) throws -> String {
    let program = ExpressionProgram(try check(text))
    return self.text(
      Measure.nanoseconds(perOneOf: rounds) {
        for _ in 0..<rounds {
          var budget = Budget(50_000, perExpression: 10_000)
          _ = program.evaluate(facts, budget: &budget)
        }
      })
  }

  private static func text(_ nanoseconds: Double) -> String {
    nanoseconds < 1_000 ? "\(Int(nanoseconds.rounded())) ns" : "\((nanoseconds / 10).rounded() / 100) µs"
  }
}
