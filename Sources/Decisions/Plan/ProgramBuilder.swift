import Rules

/// Lowers conditions of the book into a program.
struct ProgramBuilder {
  var program = Program()
  var interner = Interner()
  private let language: ExpressionLanguage
  private(set) var scales = Scales([])

  init(_ language: ExpressionLanguage) {
    self.language = language
  }

  /// The index of an expression, compiled.
  mutating func compile(_ expression: CheckedExpression) -> Int32 {
    program.expressions.append(CompiledExpression(expression, in: language))
    return Int32(program.expressions.count - 1)
  }

  mutating func amount(_ amount: Amount) -> AmountRow {
    switch amount {
    case .literal(let value): .literal(value)
    case .computed(let expression): .computed(compile(expression))
    }
  }

  /// Appends a condition as a conjunction; a branch's tests stand together, after those of its children.
  mutating func conjunction(_ condition: Condition?) -> Program.Slice {
    guard let condition else { return .always }
    var tests: [Program.Test] = []
    for term in condition.termsByCost { lower(term.test, into: &tests) }
    let start = program.tests.count
    program.tests.append(contentsOf: tests)
    return Program.Slice(start: Int32(start), count: Int32(tests.count))
  }

  /// The scales of all facts: the constants with which the rules' conditions compare each.
  mutating func makeScales(for book: RuleBook) {
    var constants: [[FactValue]] = Array(
      repeating: [], count: FactSlot.firstAttribute + book.attributes.count)
    for rule in book.rules {
      for term in rule.when?.terms ?? [] {
        var tests: [Program.Test] = []
        guard case .fact = term.test else { continue }
        lower(term.test, into: &tests)
        for case .compare(let slot, _, let constant) in tests where constant.isOrdered {
          constants[Int(slot)].append(constant)
        }
      }
    }
    scales = Scales(constants)
  }

  /// Lowers a condition but for the terms that an index decides; comparisons become ranges of ranks, the rest a
  /// conjunction.
  ///
  /// - Parameter tellsUnknown: whether what is not known must be told from what fails, as ranks cannot.
  mutating func residual(
    of condition: Condition?, without decides: (Condition.Term) -> Bool, tellsUnknown: Bool,
    ranks: inout [RankComparison]
  ) -> Program.Slice {
    var tests: [Program.Test] = []
    for term in condition?.termsByCost ?? [] where !decides(term) { lower(term.test, into: &tests) }
    let start = program.tests.count
    for test in tests {
      guard !tellsUnknown, let test = RankComparison(test, in: scales) else {
        program.tests.append(test)
        continue
      }
      if let last = ranks.last, let merged = last.merged(with: test) {
        ranks[ranks.count - 1] = merged
      } else {
        ranks.append(test)
      }
    }
    return Program.Slice(start: Int32(start), count: Int32(program.tests.count - start))
  }

  private mutating func lower(_ test: Condition.Test, into tests: inout [Program.Test]) {
    switch test {
    case .fact(let fact, let comparisons):
      let slot = UInt16(FactSlot.of(fact))
      for comparison in comparisons { lower(comparison, of: slot, into: &tests) }
    case .painPoints(let presence):
      let least = presence.minSeverity ?? 0
      if let any = presence.any { tests.append(.painPointsAny(items: items(any), minSeverity: least)) }
      if let all = presence.all { tests.append(.painPointsAll(items: items(all), minSeverity: least)) }
      if let none = presence.none { tests.append(.painPointsNone(items: items(none), minSeverity: least)) }
    case .triggers(let presence):
      if let any = presence.any { tests.append(.triggersAny(items: items(any))) }
      if let all = presence.all { tests.append(.triggersAll(items: items(all))) }
      if let none = presence.none { tests.append(.triggersNone(items: items(none))) }
    case .touchpoints(let count):
      program.touchpointCounts.append(count)
      tests.append(.touchpoints(Int32(program.touchpointCounts.count - 1)))
    case .contacts(let count):
      program.contactCounts.append(count)
      tests.append(.contacts(Int32(program.contactCounts.count - 1)))
    case .buyingGroup(let count):
      program.groupCounts.append(count)
      tests.append(.buyingGroup(Int32(program.groupCounts.count - 1)))
    case .anyOf(let conditions): tests.append(.anyOf(branches: branches(conditions)))
    case .allOf(let conditions): tests.append(.allOf(branches: branches(conditions)))
    case .noneOf(let conditions): tests.append(.noneOf(branches: branches(conditions)))
    case .expression(let expression): tests.append(.expression(compile(expression)))
    }
  }

  private mutating func lower(_ comparison: Comparison, of slot: UInt16, into tests: inout [Program.Test]) {
    switch comparison {
    case .equal(let literal): tests.append(.compare(slot: slot, .equal, value(literal)))
    case .notEqual(let literal): tests.append(.compare(slot: slot, .notEqual, value(literal)))
    case .greater(let literal): tests.append(.compare(slot: slot, .greater, value(literal)))
    case .greaterOrEqual(let literal): tests.append(.compare(slot: slot, .greaterOrEqual, value(literal)))
    case .less(let literal): tests.append(.compare(slot: slot, .less, value(literal)))
    case .lessOrEqual(let literal): tests.append(.compare(slot: slot, .lessOrEqual, value(literal)))
    case .between(let low, let high):
      tests.append(.compare(slot: slot, .greaterOrEqual, value(low)))
      tests.append(.compare(slot: slot, .lessOrEqual, value(high)))
    case .isIn(let literals): tests.append(.isIn(slot: slot, values: values(literals)))
    case .isNotIn(let literals): tests.append(.isNotIn(slot: slot, values: values(literals)))
    case .exists(let isThere): tests.append(.exists(slot: slot, isThere))
    case .within(let span): tests.append(.within(slot: slot, span))
    case .olderThan(let span): tests.append(.olderThan(slot: slot, span))
    case .inNext(let span): tests.append(.inNext(slot: slot, span))
    case .laterThan(let span): tests.append(.laterThan(slot: slot, span))
    case .hasAll(let literals): tests.append(.hasAll(slot: slot, values: values(literals)))
    case .hasAny(let literals): tests.append(.hasAny(slot: slot, values: values(literals)))
    case .hasNone(let literals): tests.append(.hasNone(slot: slot, values: values(literals)))
    }
  }

  private mutating func branches(_ conditions: [Condition]) -> Program.Slice {
    let lowered = conditions.map { conjunction($0) }
    let start = program.branches.count
    program.branches.append(contentsOf: lowered)
    return Program.Slice(start: Int32(start), count: Int32(lowered.count))
  }

  private mutating func items(_ indices: [Int]) -> Program.Slice {
    let start = program.items.count
    program.items.append(contentsOf: indices.map { Int32($0) })
    return Program.Slice(start: Int32(start), count: Int32(indices.count))
  }

  private mutating func values(_ literals: [Literal]) -> Program.Slice {
    let lowered = literals.map { value($0) }
    let start = program.values.count
    program.values.append(contentsOf: lowered)
    return Program.Slice(start: Int32(start), count: Int32(lowered.count))
  }

  private mutating func value(_ literal: Literal) -> FactValue {
    switch literal {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string(let text): .string(interner.intern(text))
    case .timestamp(let instant): .instant(instant)
    }
  }
}

extension Condition {
  /// The terms, expressions last: a cheap one may settle it before.
  fileprivate var termsByCost: [Term] {
    func isExpression(_ term: Term) -> Bool { if case .expression = term.test { true } else { false } }
    return terms.filter { !isExpression($0) } + terms.filter(isExpression)
  }
}
