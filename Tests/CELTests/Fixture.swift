import CEL
import Time

/// Variables, functions and facts as a rule book has them.
enum Fixture {
  static let stage = Domain(name: "stage", values: ["awareness", "evaluation", "decision"])
  static let painPoint = Domain(name: "pain point", values: ["no-budget", "no-business-case", "no-time"])
  static let touchpoint = RecordType(
    "touchpoint", [.init("type", .string), .init("sentiment", .double), .init("score", .int)])

  static let variables: [(name: String, type: Type)] = [
    (name: "account.employees", type: .int), (name: "account.industry", type: .string),
    (name: "sentiment", type: .double), (name: "stage", type: .domain(stage)),
    (name: "pain_points", type: .map(.domain(painPoint), .double)),
    (name: "touchpoints", type: .list(.record(touchpoint))), (name: "flag", type: .bool),
    (name: "l", type: .list(.int)), (name: "m", type: .map(.string, .dyn)), (name: "n", type: .int),
    (name: "x", type: .dyn), (name: "text", type: .string), (name: "now", type: .timestamp),
    (name: "nothing", type: .bool), (name: "missing", type: .int),
    (name: "record", type: .record(touchpoint)),
    (name: "stages", type: .list(.domain(stage))),
  ]

  static let functions: [Function] = [
    Function(
      "known", seesUnknown: true, [.global(Value.self) { value, _ in value.kind != .unknown }]),
    Function(
      "since", implicit: ["now"],
      [
        .global(Timestamp.self, Timestamp.self) { time, now, _ in
          Int64(now.seconds - time.seconds)
        }
      ]),
    Function(
      "severity", implicit: ["pain_points"],
      [
        Overload.global(String.self, Map.self) { id, points, _ in points[text: id] ?? .double(0) }
          .typed(.domain(painPoint), .map(.string, .double), to: .double)
      ]),
  ]

  static let environment = Environment(variables: variables, functions: functions)

  static let values: [String: Value] = [
    "account.employees": .int(250), "account.industry": .string("retail"), "sentiment": .double(-0.25),
    "stage": .string("evaluation"),
    "pain_points": .map(Map([("no-budget", .double(0.5)), ("no-time", .double(0.75))])),
    "touchpoints": .list(
      List([
        .map(Map(touchpoint, [.string("webinar"), .double(-0.5), .int(3)])),
        .map(Map(touchpoint, [.string("email"), .unknown, .int(1)])),
        .map(Map(touchpoint) { $0 == 0 ? .string("demo") : .unknown }),
      ])),
    "flag": .bool(true), "l": .list(List([.int(1), .int(2)])),
    "m": .map(Map([("a", .int(1)), ("b", .string("c"))])),
    "n": .int(7), "x": .string("x"), "text": .string("some text"), "now": .timestamp(now),
    "record": .map(Map(touchpoint, [.string("call")])),
    "stages": .list(List([.string("awareness"), .string("decision")])),
  ]

  private static let now = Timestamp(Instant(microseconds: 1_790_000_000_000_000))

  static let facts = FixedFacts(variables.map { values[$0.name] ?? .unknown })

  static func check(_ text: String, expecting type: Type? = nil) throws -> Checked {
    try Checker.check(Expression.parse(text), in: environment, expecting: type)
  }

  /// The value of an expression that has no problems.
  static func evaluate(_ text: String, budget: Int = 100_000) throws -> Value {
    var budget = Budget(budget)
    return ExpressionProgram(try check(text)).evaluate(facts, budget: &budget)
  }

  /// The value of an expression that is not checked.
  static func evaluateUnchecked(_ text: String, budget: Int = 100_000) throws -> Value {
    var budget = Budget(budget)
    return ExpressionProgram(unchecked: try Expression.parse(text), in: environment).evaluate(
      facts, budget: &budget)
  }

  /// The problems of an expression; none where it is fine.
  static func problems(_ text: String, expecting type: Type? = nil) -> [ExpressionProblem] {
    do {
      _ = try check(text, expecting: type)
      return []
    } catch let problem as ExpressionProblem {
      return [problem]
    } catch let problems as ExpressionProblems {
      return problems.list
    } catch {
      return []
    }
  }
}
