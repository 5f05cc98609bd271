import Diagnostics

/// Finds the types of an expression's parts, and all its problems.
package struct Checker {
  let environment: Environment
  var unification = Unification()
  var problems: [ExpressionProblem] = []
  private var types: [Type]
  private var slots: [Int?]
  private var implicitSlots: Set<Int> = []
  private var locals: [(name: String, type: Type)] = []

  /// Checks an expression; where a type is expected, the whole has to fit it.
  package static func check(
    _ expression: Expression, in environment: Environment, expecting expected: Type? = nil
  ) throws(ExpressionProblems) -> Checked {
    var checker = Checker(environment, nodes: expression.id + 1)
    let type = checker.check(expression)
    if let expected, !checker.unification.assign(expected, type) {
      checker.report(
        .wrongType, expression.range, "this is \(checker.named(type)), not \(checker.named(expected))")
    }
    guard checker.problems.isEmpty else {
      throw ExpressionProblems(list: checker.problems.sorted { $0.range.lowerBound < $1.range.lowerBound })
    }
    let types = checker.types.map { checker.unification.resolved($0, isFinal: true) }
    return Checked(
      expression, environment, types: types, slots: checker.slots, implicitSlots: checker.implicitSlots)
  }

  private init(_ environment: Environment, nodes: Int) {
    self.environment = environment
    types = Array(repeating: .dyn, count: nodes)
    slots = Array(repeating: nil, count: nodes)
  }

  // MARK: State

  mutating func report(
    _ kind: ExpressionProblem.Kind, _ range: Range<Int>, _ message: String, help: String? = nil
  ) {
    problems.append(ExpressionProblem(kind, at: range, message, help: help))
  }

  /// Reports a word that is not known, with help of its own, else with the word that is nearest to it, else with other help.
  mutating func report(
    _ kind: ExpressionProblem.Kind, unknown word: String, _ range: Range<Int>, _ message: String,
    help: String? = nil, among candidates: some Sequence<String>, otherwise: () -> String? = { nil }
  ) {
    if help == nil, let (near, isOnly) = nearWord(to: word, among: candidates) {
      let problem =
        isOnly
        ? ExpressionProblem(kind, at: range, message, meant: near)
        : ExpressionProblem(kind, at: range, message, help: "did you mean '\(near)'?")
      problems.append(problem)
      return
    }
    report(kind, range, message, help: help ?? otherwise())
  }

  mutating func record(variable: Environment.Variable, at expression: Expression) {
    slots[expression.id] = variable.slot
  }

  mutating func record(implicitArgumentsOf function: Function) {
    for name in function.implicit {
      if let variable = environment.variable(name) { implicitSlots.insert(variable.slot) }
    }
  }

  /// A type that was found for a part, as far as it is known.
  func type(of expression: Expression) -> Type { unification.resolved(types[expression.id]) }

  func local(_ name: String) -> Type? { locals.last { $0.name == name }?.type }

  var localNames: [String] { locals.map(\.name) }

  /// Checks a body in which variables are declared.
  mutating func check(_ body: Expression, with variables: [(Expression.Name, Type)]) -> Type {
    for (name, type) in variables { locals.append((name.text, type)) }
    defer { locals.removeLast(variables.count) }
    return check(body)
  }

  /// "an int", "a list(string)".
  func named(_ type: Type) -> String {
    let text = unification.resolved(type).description
    return (text.first.map { "aeiou".contains($0) } == true && text != "uint" ? "an " : "a ") + text
  }

  // MARK: Nodes

  @discardableResult
  mutating func check(_ expression: Expression) -> Type {
    let type: Type
    switch expression.form {
    case .literal(let value): type = value.kind.type
    case .name(let name, let isAbsolute): type = checkName(expression, name, isAbsolute: isAbsolute)
    case .select(let select): type = checkSelect(expression, select)
    case .call(let call): type = checkCall(call)
    case .all(let terms): type = checkLogical(terms, "&&")
    case .any(let terms): type = checkLogical(terms, "||")
    case .list(let elements): type = checkList(elements)
    case .map(let entries): type = checkMap(entries)
    case .fold(let fold): type = checkFold(fold)
    case .bind(let binding):
      let value = check(binding.value)
      type = check(binding.body, with: [(binding.variable, value)])
    case .optionalMap(let binding, let isFlat): type = checkOptionalMap(binding, isFlat: isFlat)
    }
    types[expression.id] = type
    return type
  }

  private mutating func checkName(_ expression: Expression, _ name: String, isAbsolute: Bool) -> Type {
    if !isAbsolute, let type = local(name) { return type }
    switch environment.meaning(name, isAbsolute: isAbsolute) {
    case .variable(let variable):
      record(variable: variable, at: expression)
      return variable.type
    case .type(let kind): return .type(kind.type)
    case nil:
      reportUndeclared(Expression.Name(text: name, range: expression.range))
      return .error
    }
  }

  mutating func reportUndeclared(_ name: Expression.Name) {
    if environment.isNamespace(name.text) {
      let members = environment.members(of: name.text)
      report(
        .undeclared, name.range, "'\(name.text)' alone is no value",
        help: members.first.map { "write `\(name.text).\($0)`" })
      return
    }
    let candidates = environment.variables.map { $0.name } + localNames
    let roots = environment.variables.compactMap { $0.name.split(separator: ".").first.map(String.init) }
    report(
      .undeclared, unknown: name.text, name.range, "'\(name.text)' is not declared",
      help: Hints.name(name.text), among: candidates + roots
    ) { [self] in domainHint(name.text) }
  }

  /// A bare word that is a value of some variable's domain probably lacks its quotes.
  private func domainHint(_ word: String) -> String? {
    for variable in environment.variables {
      if case .domain(let domain) = variable.type, domain.has(word) { return "write `\"\(word)\"`" }
    }
    return nil
  }

  private mutating func checkLogical(_ terms: [Expression], _ sign: String) -> Type {
    for term in terms {
      let type = check(term)
      if !unification.assign(.bool, type) {
        report(
          .noMatchingOverload, term.range, "'\(sign)' joins bools, and this is \(named(type))",
          help: logicalHint(term))
      }
    }
    return .bool
  }

  private func logicalHint(_ term: Expression) -> String? {
    switch term.form {
    case .literal: "repeat the comparison, as in `x == 1 || x == 2`, or write `x in [1, 2]`"
    default: type(of: term).mayBeNumber ? "compare it, as in `x > 0`" : nil
    }
  }

  private mutating func checkList(_ elements: [Expression.Element]) -> Type {
    var joined: Type?
    for element in elements {
      var type = check(element.value)
      if element.isOptional { type = unwrapped(type, of: element.value) }
      joined = unification.join(joined, type)
    }
    return .list(joined ?? .variable(unification.fresh()))
  }

  private mutating func checkMap(_ entries: [Expression.Entry]) -> Type {
    var keys: Type?
    var values: Type?
    for entry in entries {
      keys = unification.join(keys, checkKey(entry.key))
      var value = check(entry.value)
      if entry.isOptional { value = unwrapped(value, of: entry.value) }
      values = unification.join(values, value)
    }
    return .map(keys ?? .variable(unification.fresh()), values ?? .variable(unification.fresh()))
  }

  private mutating func checkKey(_ key: Expression) -> Type {
    let found = check(key)
    let type = unification.resolved(found)
    if type.mayBeKey {
      if case .variable = type { _ = unification.assign(.dyn, type) }
      return type
    }
    report(.wrongType, key.range, "\(named(type)) is no key", help: "use a string, an int or a bool")
    return .error
  }

  /// The type within the optional that an entry with `?` needs.
  private mutating func unwrapped(_ type: Type, of expression: Expression) -> Type {
    let inner = Type.variable(unification.fresh())
    if unification.assign(.optional(inner), type) { return unification.resolved(inner) }
    report(.wrongType, expression.range, "'?' takes an optional, and this is \(named(type))")
    return .error
  }
}

extension Type {
  /// Whether a value of the type may be a map's key.
  var mayBeKey: Bool {
    let keys: KindSet = [KindSet(.bool), KindSet(.int), KindSet(.uint), KindSet(.string)]
    return !kinds.isDisjoint(with: keys)
  }
}
