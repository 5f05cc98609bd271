/// Calls that no overload accepts.
extension Checker {
  mutating func reportNoFunction(_ name: Expression.Name, _ spelling: String, isMember: Bool) {
    let shown = spelling.hasPrefix(".") ? String(spelling.dropFirst()) : spelling
    // An embedder's own function, such as `days` for `day`, goes before what other languages have.
    let plural = environment.function(name.text + "s").map { "did you mean '\($0.name)'?" }
    report(
      .noSuchFunction, unknown: shown, name.range, "there is no function '\(shown)'",
      help: plural ?? Hints.function(name.text, isMember: isMember),
      among: Array(environment.functionNames) + Self.macroNames)
  }

  private static let macroNames = [
    "has", "all", "exists", "exists_one", "existsOne", "map", "filter", "sortBy", "transformList",
    "transformMap",
    "transformMapEntry", "optMap", "optFlatMap", "cel.bind",
  ]

  mutating func reportMismatch(
    _ call: Expression.Call, _ function: Function, _ arguments: [Expression], _ given: [Type], isMember: Bool
  ) {
    let types = given.map { unification.resolved($0) }
    let name = call.function
    switch name.text {
    case Operator.equal, Operator.notEqual:
      report(
        .neverEqual, name.range, "\(named(types[0])) is never equal to \(named(types[1]))",
        help: types.contains(.null)
          ? "write `known(x)`, which is false of what is not known, or `!known(x)`"
          : conversionHint(arguments, types))
    case Operator.contained:
      report(
        .neverEqual, name.range, "\(named(types[0])) is never in \(named(types[1]))",
        help: containmentHint(arguments, types))
    case Operator.conditional:
      let isCondition = !unification.assign(.bool, types[0])
      report(
        .noMatchingOverload, name.range,
        isCondition
          ? "the condition is \(named(types[0])), not a bool"
          : "the choice is between \(named(types[1])) and \(named(types[2]))",
        help: isCondition ? "compare it, as in `x > 0 ? a : b`" : nil)
    case Operator.index, Operator.optionalIndex:
      report(
        .noMatchingOverload, name.range, "\(named(types[0])) has no index that is \(named(types[1]))")
    case let text where text.hasPrefix("_") || text == Operator.not || text == Operator.negate:
      let operands = types.map { named($0) }.joined(separator: " and ")
      report(
        .noMatchingOverload, name.range, "'\(Operator.sign(text))' does not take \(operands)",
        help: operatorHint(text, arguments, types))
    default: reportMismatch(name, function, arguments, types, isMember: isMember)
    }
  }

  private mutating func reportMismatch(
    _ name: Expression.Name, _ function: Function, _ arguments: [Expression], _ types: [Type], isMember: Bool
  ) {
    if !function.overloads.contains(where: { $0.isMember == isMember }) {
      let rest = isMember ? "\(function.name)(x)" : "x.\(function.name)(…)"
      report(
        .noMatchingOverload, name.range,
        isMember
          ? "'\(function.name)' does not stand after a value" : "'\(function.name)' stands after a value",
        help: "write `\(rest)`")
      return
    }
    if function.name == "contains", isMember, case .list? = types.first {
      report(.noMatchingOverload, name.range, "'contains' is for texts", help: "write `x in list`")
      return
    }
    let visible = isMember ? Array(types.dropFirst()) : types
    let list = visible.isEmpty ? "no arguments" : visible.map { named($0) }.joined(separator: ", ")
    let owner = isMember ? types.first.map { " of \(named($0))" } ?? "" : ""
    report(
      .noMatchingOverload, name.range, "'\(function.name)'\(owner) does not take \(list)",
      help: signatureHint(function, isMember: isMember))
  }

  private func signatureHint(_ function: Function, isMember: Bool) -> String? {
    let shown = function.overloads.filter { $0.isMember == isMember }.prefix(4).map { overload in
      let types = overload.parameters.dropLast(function.implicit.count).map(\.description)
      let arguments = (isMember ? Array(types.dropFirst()) : types).joined(separator: ", ")
      let owner = isMember ? (types.first ?? "") + "." : ""
      return "`\(owner)\(function.name)(\(arguments)\(overload.isVariadic ? ", …" : ""))`"
    }
    return shown.isEmpty ? nil : "it takes " + shown.joined(separator: ", ")
  }

  // MARK: Hints

  private func operatorHint(_ name: String, _ arguments: [Expression], _ types: [Type]) -> String? {
    let comparisons = [Operator.less, Operator.lessOrEqual, Operator.greater, Operator.greaterOrEqual]
    if comparisons.contains(name), case .call(let inner) = arguments[0].form,
      comparisons.contains(inner.function.text)
    {
      return "write `a < x && x < b`"
    }
    if name == Operator.not { return "compare it, as in `x == 0`" }
    if name == Operator.negate { return nil }
    if name == Operator.add, types.contains(where: { $0.isText }), types.count == 2 {
      return "write `string(x)` for the text of a value"
    }
    if name == Operator.remainder, types.contains(.double) { return "write `int(x)`" }
    return conversionHint(arguments, types)
  }

  /// How to make two values of the same type.
  private func conversionHint(_ arguments: [Expression], _ types: [Type]) -> String? {
    guard types.count == 2 else { return nil }
    for (one, other) in [(0, 1), (1, 0)] {
      switch (types[one], types[other]) {
      case (.double, .int), (.double, .uint):
        if case .literal(.int(let value)) = arguments[other].form { return "write `\(value).0`" }
        return "write `double(x)` for the other side"
      case (.uint, .int):
        if case .literal(.int(let value)) = arguments[other].form, value >= 0 { return "write `\(value)u`" }
        return "write `int(x)` for the uint"
      case (.int, .string), (.uint, .string), (.double, .string), (.bool, .string):
        if let text = arguments[other].literalText {
          let isMeant = types[one] == .bool ? text == "true" || text == "false" : Double(text) != nil
          return isMeant ? "write `\(text)` without quotes" : nil
        }
        return "write `\(types[one])(x)` for the number in a text"
      case (.timestamp, .string): return "write `timestamp(\"2026-01-31T00:00:00Z\")`"
      case (.duration, .string), (.duration, .int), (.timestamp, .int): return "write `duration(\"24h\")`"
      case (.list, .string): return "write `x in list`"
      default: continue
      }
    }
    return nil
  }

  private func containmentHint(_ arguments: [Expression], _ types: [Type]) -> String? {
    if types[1].isText {
      return types[0].isText ? "write `text.contains(\"part\")`" : "write a list, as in `x in [1, 2]`"
    }
    switch types[1] {
    case .list(let element), .map(let element, _):
      return conversionHint(arguments.reversed(), [element, types[0]])
    default: return "write a list, as in `x in [1, 2]`"
    }
  }
}

extension Type {
  /// A string, of whatever domain.
  var isText: Bool {
    switch self {
    case .string, .domain: true
    default: false
    }
  }
}
