/// Calls that are not functions: their arguments are taken as written.
extension Parser {
  mutating func globalCall(
    _ name: Expression.Name, isAbsolute: Bool, _ arguments: [Expression], _ range: Range<Int>
  ) throws(Failed) -> Expression {
    if name.text == "has" && !isAbsolute {
      return try has(name, arguments, range)
    }
    let function = isAbsolute ? Expression.Name(text: "." + name.text, range: name.range) : name
    return try make(.call(.init(function: function, target: nil, arguments: arguments)), range)
  }

  mutating func memberCall(
    _ target: Expression, _ name: Expression.Name, _ arguments: [Expression], _ range: Range<Int>
  ) throws(Failed) -> Expression {
    if case .name("cel", false) = target.form, name.text == "bind", arguments.count == 3 {
      let binding = Expression.Binding(
        variable: try variable(arguments[0], of: name), value: arguments[1], body: arguments[2])
      return try make(.bind(binding), range)
    }
    if name.text == "optMap" || name.text == "optFlatMap", arguments.count == 2 {
      let binding = Expression.Binding(
        variable: try variable(arguments[0], of: name), value: target, body: arguments[1])
      return try make(.optionalMap(binding, isFlat: name.text == "optFlatMap"), range)
    }
    if let macro = Self.macros[name.text], macro.counts.contains(arguments.count) {
      return try fold(macro, target, name, arguments, range)
    }
    return try make(.call(.init(function: name, target: target, arguments: arguments)), range)
  }

  private mutating func has(
    _ name: Expression.Name, _ arguments: [Expression], _ range: Range<Int>
  ) throws(Failed) -> Expression {
    guard arguments.count == 1, case .select(let select) = arguments[0].form, select.mode != .test else {
      throw fail(at: name.range, "'has' asks whether a field is there", help: "write `has(a.b)`")
    }
    let test = Expression.Select(
      operand: select.operand, field: select.field, mode: .test, isQuoted: select.isQuoted)
    return try make(.select(test), range)
  }

  private struct Macro {
    let kind: Expression.Fold.Kind
    /// How many arguments it takes.
    let counts: ClosedRange<Int>
    /// How many of them are variables at least and at most.
    let variables: ClosedRange<Int>
  }

  private static let macros: [String: Macro] = [
    "all": Macro(kind: .all, counts: 2...3, variables: 1...2),
    "exists": Macro(kind: .exists, counts: 2...3, variables: 1...2),
    "exists_one": Macro(kind: .existsOne, counts: 2...3, variables: 1...2),
    "existsOne": Macro(kind: .existsOne, counts: 2...3, variables: 1...2),
    "map": Macro(kind: .map, counts: 2...3, variables: 1...1),
    "filter": Macro(kind: .filter, counts: 2...2, variables: 1...1),
    "sortBy": Macro(kind: .sortBy, counts: 2...2, variables: 1...1),
    "transformList": Macro(kind: .transformList, counts: 3...4, variables: 2...2),
    "transformMap": Macro(kind: .transformMap, counts: 3...4, variables: 2...2),
    "transformMapEntry": Macro(kind: .transformMapEntry, counts: 3...4, variables: 2...2),
  ]

  private mutating func fold(
    _ macro: Macro, _ target: Expression, _ name: Expression.Name, _ arguments: [Expression],
    _ range: Range<Int>
  ) throws(Failed) -> Expression {
    let isPredicate = macro.variables == 1...2
    let variables = isPredicate ? arguments.count - 1 : macro.variables.upperBound
    let first = try variable(arguments[0], of: name)
    let second = variables == 2 ? try variable(arguments[1], of: name) : nil
    if let second, second.text == first.text {
      throw fail(at: second.range, "'\(second.text)' is the name of both variables")
    }
    let hasCondition = arguments.count == variables + 2
    let fold = Expression.Fold(
      kind: macro.kind, name: name, range: target, first: first, second: second,
      condition: hasCondition ? arguments[variables] : nil, body: arguments[arguments.count - 1])
    return try make(.fold(fold), range)
  }

  /// A macro's variable, which is written as a plain name.
  private mutating func variable(_ expression: Expression, of macro: Expression.Name) throws(Failed)
    -> Expression.Name
  {
    guard case .name(let text, false) = expression.form else {
      throw fail(
        at: expression.range, "'\(macro.text)' takes the name of a variable here",
        help: macro.text == "bind" ? "write `cel.bind(x, value, …)`" : "write `list.\(macro.text)(x, …)`")
    }
    return Expression.Name(text: text, range: expression.range)
  }
}
