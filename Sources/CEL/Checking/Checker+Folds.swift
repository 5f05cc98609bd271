/// Macros that declare variables.
extension Checker {
  mutating func checkFold(_ fold: Expression.Fold) -> Type {
    let over = check(fold.range)
    let range = unification.resolved(over)
    let (key, element) = elements(of: range, fold)
    // One variable is the element of a list or the key of a map, two are its index or key and its value.
    let isMap = if case .list = range { false } else { true }
    let variables: [(Expression.Name, Type)] =
      fold.second.map { [(fold.first, key), ($0, element)] } ?? [(fold.first, isMap ? key : element)]
    if let condition = fold.condition { checkPredicate(condition, fold, variables) }
    switch fold.kind {
    case .all, .exists, .existsOne:
      checkPredicate(fold.body, fold, variables)
      return .bool
    case .filter:
      checkPredicate(fold.body, fold, variables)
      return .list(variables[0].1)
    case .map, .transformList: return .list(check(fold.body, with: variables))
    case .transformMap: return .map(key, check(fold.body, with: variables))
    case .transformMapEntry:
      let made = check(fold.body, with: variables)
      let body = unification.resolved(made)
      if unification.assign(.map(.variable(unification.fresh()), .variable(unification.fresh())), body) {
        return body
      }
      report(
        .wrongType, fold.body.range, "'\(fold.name.text)' makes maps, and this is \(named(body))",
        help: "write `{key: value}`")
      return .error
    case .sortBy:
      let made = check(fold.body, with: variables)
      let body = unification.resolved(made)
      if body.kinds.isDisjoint(with: .ordered) {
        report(
          .wrongType, fold.body.range, "'sortBy' needs values that have an order, and this is \(named(body))")
      }
      return .list(variables[0].1)
    }
  }

  /// The types of the keys, or indexes, and of the values.
  private mutating func elements(of range: Type, _ fold: Expression.Fold) -> (key: Type, element: Type) {
    switch range {
    case .list(let element): return (.int, element)
    case .map(let key, let value): return (key, value)
    case .record: return (.string, .dyn)
    case .dyn, .error: return (.dyn, .dyn)
    case .variable:
      _ = unification.assign(.dyn, range)
      return (.dyn, .dyn)
    default:
      report(
        .notIterable, fold.range.range,
        "'\(fold.name.text)' goes over a list or a map, and this is \(named(range))")
      return (.error, .error)
    }
  }

  private mutating func checkPredicate(
    _ body: Expression, _ fold: Expression.Fold, _ variables: [(Expression.Name, Type)]
  ) {
    let type = check(body, with: variables)
    guard !unification.assign(.bool, type) else { return }
    report(
      .wrongType, body.range, "'\(fold.name.text)' asks for a bool, and this is \(named(type))",
      help: "compare it, as in `\(fold.first.text) == …`")
  }

  mutating func checkOptionalMap(_ binding: Expression.Binding, isFlat: Bool) -> Type {
    let value = check(binding.value)
    let inner = Type.variable(unification.fresh())
    if !unification.assign(.optional(inner), value) {
      report(.wrongType, binding.value.range, "this is \(named(value)), not an optional")
      _ = check(binding.body, with: [(binding.variable, .error)])
      return .error
    }
    let body = check(binding.body, with: [(binding.variable, unification.resolved(inner))])
    guard isFlat else { return .optional(body) }
    let result = Type.variable(unification.fresh())
    if unification.assign(.optional(result), body) { return .optional(unification.resolved(result)) }
    report(.wrongType, binding.body.range, "'optFlatMap' makes optionals, and this is \(named(body))")
    return .error
  }
}
