import Time

/// Calls of functions and operators.
extension Checker {
  mutating func checkCall(_ call: Expression.Call) -> Type {
    if let target = call.target {
      if let function = namespaced(call, target) { return checkGlobal(call, function) }
      return checkMember(call, target)
    }
    guard let function = environment.function(call.function.text) else {
      for argument in call.arguments { check(argument) }
      reportNoFunction(call.function, call.function.text, isMember: false)
      return .error
    }
    return checkGlobal(call, function)
  }

  /// The function that the target and the name stand for together, as in `math.abs`.
  private func namespaced(_ call: Expression.Call, _ target: Expression) -> Function? {
    guard let name = target.qualifiedName else { return nil }
    if !name.isAbsolute, local(name.parts[0].text) != nil { return nil }
    let dotted = name.joined(name.parts.count) + "." + call.function.text
    return environment.function(name.isAbsolute ? "." + dotted : dotted)
  }

  private mutating func checkGlobal(_ call: Expression.Call, _ function: Function) -> Type {
    let given = call.arguments.map { check($0) }
    if call.function.text == Operator.index, let type = recordField(call, given) { return type }
    return resolve(call, function, call.arguments, given, isMember: false)
  }

  private mutating func checkMember(_ call: Expression.Call, _ target: Expression) -> Type {
    let isName = namespaceOnly(target)
    guard let function = environment.function(call.function.text) else {
      if isName, let name = target.qualifiedName {
        let dotted = name.joined(name.parts.count) + "." + call.function.text
        reportNoFunction(call.function, dotted, isMember: false)
      } else {
        check(target)
        reportNoFunction(call.function, call.function.text, isMember: true)
      }
      for argument in call.arguments { check(argument) }
      return .error
    }
    let arguments = [target] + call.arguments
    return resolve(call, function, arguments, arguments.map { check($0) }, isMember: true)
  }

  /// Whether a target is the first part of functions' names and nothing else.
  private func namespaceOnly(_ target: Expression) -> Bool {
    guard let name = target.qualifiedName, local(name.parts[0].text) == nil else { return false }
    let start = name.joined(name.parts.count) + "."
    return environment.resolve(name) == nil && environment.functionNames.contains { $0.hasPrefix(start) }
  }

  // MARK: Overloads

  /// The result type of the overloads that fit; what the arguments say of open types is kept.
  private mutating func resolve(
    _ call: Expression.Call, _ function: Function, _ arguments: [Expression], _ given: [Type], isMember: Bool
  ) -> Type {
    var result: Type?
    let kinds = given.map { unification.resolved($0).kinds }
    for overload in function.overloads where overload.isMember == isMember {
      guard overload.accepts(given.count + function.implicit.count), overload.mayAccept(kinds) else {
        continue
      }
      let base = overload.isGeneric ? unification.fresh(overload.parameterCount) : 0
      guard unification.assign(overload, base, given) else { continue }
      let found = overload.isGeneric ? unification.resolved(overload.result.instance(base)) : overload.result
      result = result.map { $0 == found ? $0 : .dyn } ?? found
      checkPattern(overload, arguments)
      checkZone(overload, arguments)
      for (index, argument) in arguments.enumerated() where !overload.isGeneric {
        expect(overload.parameter(index), argument)
      }
    }
    guard let result else {
      reportMismatch(call, function, arguments, given, isMember: isMember)
      return .error
    }
    checkDomains(call, arguments, given)
    record(implicitArgumentsOf: function)
    return result
  }

  /// Reads a regular expression that is a literal.
  private mutating func checkPattern(_ overload: Overload, _ arguments: [Expression]) {
    guard let index = overload.pattern, arguments.indices.contains(index),
      let text = arguments[index].literalText
    else { return }
    do throws(PatternError) { _ = try Pattern(text) } catch {
      report(.badPattern, arguments[index].range, "the pattern is not valid: \(error.message)")
    }
  }

  /// Looks up a time zone that is a literal.
  private mutating func checkZone(_ overload: Overload, _ arguments: [Expression]) {
    guard let index = overload.zone, arguments.indices.contains(index),
      let text = arguments[index].literalText, !Timestamp.isZone(text)
    else { return }
    let example = ZoneNames.near(text) ?? "Europe/Copenhagen"
    report(
      .badZone, arguments[index].range, "unknown time zone '\(text)'",
      help: "write a name such as '\(example)', or an offset such as '+02:00'")
  }

  /// The type of a record's field that is named by a literal in brackets.
  private mutating func recordField(_ call: Expression.Call, _ given: [Type]) -> Type? {
    guard case .record(let record)? = given.first.map({ unification.resolved($0) }),
      call.arguments.count == 2,
      let name = call.arguments[1].literalText
    else { return nil }
    return field(.init(text: name, range: call.arguments[1].range), of: record)
  }
}
