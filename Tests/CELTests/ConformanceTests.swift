import CEL
import Foundation
import Testing
import TestSupport

/// The cases of cel-spec that need no protobuf messages.
struct ConformanceTests {
  /// Cases that this language leaves out, by name, with the reason.
  static let exceptions: [String: String] = [
    "parse/bytes_literals/triple_double_quoted_unescaped_punctuation": backslash,
    "parse/bytes_literals/triple_single_quoted_unescaped_punctuation": backslash,
    "type_deduction/flexible_type_parameter_assignment/comprehension_type_var_aliasing": messages,
    "type_deduction/flexible_type_parameter_assignment/list_parameters_do_not_unify": messages,
    "type_deduction/flexible_type_parameter_assignment/overload_type_var_aliasing": messages,
    "type_deduction/legacy_nullable_types/null_assignable_to_duration_parameter_candidate": messages,
    "type_deduction/legacy_nullable_types/null_assignable_to_timestamp_parameter_candidate": messages,
    "type_deduction/wrappers/wrapper_dyn_promotion_2": messages,
    "type_deduction/wrappers/wrapper_null_assignable": messages,
    "type_deduction/wrappers/wrapper_primitive_assignable": messages,
    "type_deduction/wrappers/wrapper_ternary_parameter_assignment": messages,
  ]

  private static let messages = "needs a protobuf message"
  private static let backslash = "expects a backslash that the literal does not have"

  @Test(.needs(.cel))
  func `the language does what the conformance suite says`() throws {
    var failures: [String: String] = [:]
    var passed: [String: Int] = [:]
    var names: Set<String> = []
    for item in try ConformanceCase.all() {
      names.insert(item.description)
      if let failure = failure(of: item) {
        failures[item.description] = failure
      } else {
        passed[item.file, default: 0] += 1
      }
    }
    if ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] != nil {
      for (file, count) in passed.sorted(by: { $0.key < $1.key }) { print("\(file): \(count)") }
    }
    for (name, failure) in failures.sorted(by: { $0.key < $1.key }) where Self.exceptions[name] == nil {
      Issue.record("\(name): \(failure)")
    }
    for name in Self.exceptions.keys.sorted() where failures[name] == nil {
      Issue.record("\(name) passes, and is no exception any more")
    }
  }

  /// Why a case fails; nil where it passes.
  private func failure(of item: ConformanceCase) -> String? {
    do {
      return try run(item)
    } catch let problem as ExpressionProblem {
      return item.evalError != nil && item.disableCheck == true
        ? nil : "\(item.expr): \(problem.message) at \(problem.range)"
    } catch let problems as ExpressionProblems {
      return "\(item.expr): \(problems.list.map { "\($0.message) at \($0.range)" })"
    } catch {
      return "\(error)"
    }
  }

  private func run(_ item: ConformanceCase) throws -> String? {
    let declarations = item.typeEnv ?? []
    var variables = try declarations.compactMap { entry -> (name: String, type: Type)? in
      guard let type = entry["ident"]?["type"], let name = entry["name"]?.text else { return nil }
      return (name, try type.type())
    }
    for name in (item.bindings ?? [:]).keys.sorted() where !variables.contains(where: { $0.name == name }) {
      variables.append((name, .dyn))
    }
    let environment = Environment(
      container: item.container ?? "", variables: variables, functions: try declarations.compactMap(function))
    let expression = try CEL.Expression.parse(item.expr)
    var program = ExpressionProgram(unchecked: expression, in: environment)
    if item.disableCheck != true {
      let checked = try Checker.check(expression, in: environment)
      if let expected = try item.typedResult?["deduced_type"]?.type(), checked.type != expected {
        return "\(item.expr): the type is \(checked.type), not \(expected)"
      }
      if item.checkOnly == true { return nil }
      program = ExpressionProgram(checked)
    }
    let facts = FixedFacts(
      try variables.map { try item.bindings?[$0.name]?["value"]?.value() ?? .unknown })
    var budget = Budget(1_000_000)
    let value = program.evaluate(facts, budget: &budget)
    if item.evalError != nil {
      if case .error = value { return nil }
      return "\(item.expr): \(value) is no error"
    }
    let expected = try (item.value ?? item.typedResult?["result"])?.value() ?? .bool(true)
    if case .error(let error) = value { return "\(item.expr): \(error.message) at \(error.range)" }
    return isSame(value, expected) ? nil : "\(item.expr): \(value), not \(expected)"
  }

  private func function(_ entry: JSON) throws -> Function? {
    guard let name = entry["name"]?.text, let overloads = entry["function"]?["overloads"]?.list else {
      return nil
    }
    return Function(
      name,
      try overloads.map { overload in
        let parameters = try (overload["params"]?.list ?? []).map { try $0.type() }
        let result = try overload["result_type"]?.type() ?? .dyn
        return .declared(parameters, to: result)
      })
  }
}
