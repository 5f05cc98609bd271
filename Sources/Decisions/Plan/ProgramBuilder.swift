import Rules

/// Lowers conditions of the book into a program.
struct ProgramBuilder {
  var program = ConditionProgram()
  var interner: Interner
  private let language: ExpressionLanguage
  private let touchpoints: ItemList<Touchpoint>
  private(set) var ranks = FactRanks([])

  /// - Parameter interner: which has some texts already.
  init(_ book: RuleBook, _ interner: Interner = Interner()) {
    language = book.expressions
    touchpoints = book.vocabulary.touchpoints
    self.interner = interner
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

  /// The tests of a conjunction, each with the number of its term.
  private typealias Lowered = [(test: ConditionProgram.Test, term: Int32)]

  /// Appends a condition as a conjunction; a branch's tests stand together, after those of its children.
  ///
  /// - Parameter first: the number of its first term, where it stands within another condition.
  mutating func conjunction(_ condition: Condition?, from first: Int32 = 0) -> ConditionProgram.Slice {
    guard let condition else { return .always }
    var tests: Lowered = []
    condition.forEachTermByCost(from: first) { lower($1, $0, into: &tests) }
    let start = program.tests.count
    for (test, term) in tests { program.append(test, of: term) }
    return ConditionProgram.Slice(start: Int32(start), count: Int32(tests.count))
  }

  /// The ranks of all facts: the constants with which the rules' conditions compare each.
  mutating func collectRanks(for book: RuleBook) {
    var constants: [[FactValue]] = Array(
      repeating: [], count: FactSlot.firstAttribute + book.attributes.count)
    for rule in book.rules {
      guard let terms = rule.when?.terms else { continue }
      for term in terms {
        guard case .fact(let fact, let comparisons) = term.test else { continue }
        let slot = FactSlot.of(fact)
        for comparison in comparisons {
          switch comparison {
          case .equal(let literal), .notEqual(let literal), .greater(let literal),
            .greaterOrEqual(let literal),
            .less(let literal), .lessOrEqual(let literal):
            if let constant = literal.ordered { constants[slot].append(constant) }
          case .between(let low, let high):
            if let constant = low.ordered { constants[slot].append(constant) }
            if let constant = high.ordered { constants[slot].append(constant) }
          case .isIn, .isNotIn, .exists, .within, .olderThan, .inNext, .laterThan, .hasAll, .hasAny, .hasNone:
            break
          }
        }
      }
    }
    ranks = FactRanks(constants)
  }

  /// Lowers a condition but for the terms that an index decides; comparisons become ranges of ranks, the rest a
  /// conjunction.
  ///
  /// - Parameter distinguishesUnknown: whether what is not known must be distinguished from what fails, as ranks cannot.
  mutating func residual(
    of condition: Condition?, without decides: (Condition.Term) -> Bool, distinguishesUnknown: Bool,
    ranks: inout [RankComparison]
  ) -> ConditionProgram.Slice {
    var tests: Lowered = []
    condition?.forEachTermByCost(from: 0) { number, term in
      if !decides(term) { lower(term, number, into: &tests) }
    }
    let start = program.tests.count
    for (test, term) in tests {
      guard !distinguishesUnknown, let comparison = RankComparison(test, among: self.ranks) else {
        program.append(test, of: term)
        continue
      }
      if let last = ranks.last, let merged = last.merged(with: comparison) {
        ranks[ranks.count - 1] = merged
      } else {
        ranks.append(comparison)
      }
    }
    return ConditionProgram.Slice(start: Int32(start), count: Int32(program.tests.count - start))
  }

  private mutating func lower(_ term: Condition.Term, _ number: Int32, into lowered: inout Lowered) {
    func add(_ test: ConditionProgram.Test) { lowered.append((test, number)) }
    switch term.test {
    case .fact(let fact, let comparisons):
      let slot = UInt16(FactSlot.of(fact))
      for comparison in comparisons { lower(comparison, of: slot, number, into: &lowered) }
    case .painPoints(let presence):
      let least = presence.minSeverity ?? 0
      if let any = presence.any { add(.painPointsAny(items: items(any), minSeverity: least)) }
      if let all = presence.all { add(.painPointsAll(items: items(all), minSeverity: least)) }
      if let none = presence.none { add(.painPointsNone(items: items(none), minSeverity: least)) }
    case .triggers(let presence):
      if let any = presence.any { add(.triggersAny(items: items(any))) }
      if let all = presence.all { add(.triggersAll(items: items(all))) }
      if let none = presence.none { add(.triggersNone(items: items(none))) }
    case .touchpoints(let count):
      add(.touchpoints(program.add(count, of: touchpoints)))
    case .contacts(let count):
      program.contactCounts.append(count)
      add(.contacts(Int32(program.contactCounts.count - 1)))
    case .buyingGroup(let count):
      program.groupCounts.append(count)
      add(.buyingGroup(Int32(program.groupCounts.count - 1)))
    case .anyOf(let conditions): add(.anyOf(branches: branches(conditions, from: number + 1)))
    case .allOf(let conditions): add(.allOf(branches: branches(conditions, from: number + 1)))
    case .noneOf(let conditions): add(.noneOf(branches: branches(conditions, from: number + 1)))
    case .expression(let expression): add(.expression(compile(expression)))
    }
  }

  private mutating func lower(
    _ comparison: Comparison, of slot: UInt16, _ number: Int32, into lowered: inout Lowered
  ) {
    func add(_ test: ConditionProgram.Test) { lowered.append((test, number)) }
    switch comparison {
    case .equal(let literal): add(.compare(slot: slot, .equal, value(literal)))
    case .notEqual(let literal): add(.compare(slot: slot, .notEqual, value(literal)))
    case .greater(let literal): add(.compare(slot: slot, .greater, value(literal)))
    case .greaterOrEqual(let literal): add(.compare(slot: slot, .greaterOrEqual, value(literal)))
    case .less(let literal): add(.compare(slot: slot, .less, value(literal)))
    case .lessOrEqual(let literal): add(.compare(slot: slot, .lessOrEqual, value(literal)))
    case .between(let low, let high):
      add(.compare(slot: slot, .greaterOrEqual, value(low)))
      add(.compare(slot: slot, .lessOrEqual, value(high)))
    case .isIn(let literals): add(.isIn(slot: slot, values: values(literals)))
    case .isNotIn(let literals): add(.isNotIn(slot: slot, values: values(literals)))
    case .exists(let isWanted): add(.exists(slot: slot, isWanted))
    case .within(let span): add(.within(slot: slot, span))
    case .olderThan(let span): add(.olderThan(slot: slot, span))
    case .inNext(let span): add(.inNext(slot: slot, span))
    case .laterThan(let span): add(.laterThan(slot: slot, span))
    case .hasAll(let literals): add(.hasAll(slot: slot, values: values(literals)))
    case .hasAny(let literals): add(.hasAny(slot: slot, values: values(literals)))
    case .hasNone(let literals): add(.hasNone(slot: slot, values: values(literals)))
    }
  }

  private mutating func branches(_ conditions: [Condition], from first: Int32) -> ConditionProgram.Slice {
    var next = first
    var lowered: [ConditionProgram.Slice] = []
    for condition in conditions {
      lowered.append(conjunction(condition, from: next))
      next += condition.termCount
    }
    let start = program.branches.count
    program.branches.append(contentsOf: lowered)
    return ConditionProgram.Slice(start: Int32(start), count: Int32(lowered.count))
  }

  private mutating func items(_ indices: [Int]) -> ConditionProgram.Slice {
    let start = program.items.count
    program.items.append(contentsOf: indices.map { Int32($0) })
    return ConditionProgram.Slice(start: Int32(start), count: Int32(indices.count))
  }

  private mutating func values(_ literals: [Literal]) -> ConditionProgram.Slice {
    let lowered = literals.map { value($0) }
    let start = program.values.count
    program.values.append(contentsOf: lowered)
    return ConditionProgram.Slice(start: Int32(start), count: Int32(lowered.count))
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
  /// Calls `visit` for each term with its number, expressions last: a cheap one may settle it before.
  fileprivate func forEachTermByCost(from first: Int32, _ visit: (Int32, Term) -> Void) {
    var hasExpressions = false
    var number = first
    for term in terms {
      if case .expression = term.test { hasExpressions = true } else { visit(number, term) }
      number += term.count
    }
    guard hasExpressions else { return }
    number = first
    for term in terms {
      if case .expression = term.test { visit(number, term) }
      number += term.count
    }
  }
}

extension Literal {
  /// What facts are compared with by order; nil for other constants.
  fileprivate var ordered: FactValue? {
    switch self {
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .timestamp(let instant): .instant(instant)
    case .bool, .string: nil
    }
  }
}
