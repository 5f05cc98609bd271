import CEL
import Rules
import Time

extension Facts {
  /// What each key of a condition finds, in the order of the book; by the same tests that decide.
  ///
  /// - Parameters:
  ///   - slice: the condition, lowered in full.
  ///   - first: the number of its first term.
  func explain(
    _ condition: Condition, _ slice: ConditionProgram.Slice, in program: ConditionProgram,
    from first: Int32 = 0
  ) -> [TermExplanation] {
    var number = first
    return condition.terms.map { term in
      defer { number += term.count }
      let tests = slice.range.filter { program.terms[$0] == number }.map { program.tests[$0] }
      return explain(term, number, tests, in: program)
    }
  }

  private func explain(
    _ term: Condition.Term, _ number: Int32, _ tests: [ConditionProgram.Test], in program: ConditionProgram
  ) -> TermExplanation {
    expressionFacts.forgetFailure()
    let verdict = tests.map { self.verdict(of: $0, in: program) }.min() ?? .holds
    let failure = verdict == .error ? expressionFacts.failure?.message : nil
    var branches: [[TermExplanation]] = []
    if let slices = tests.first?.branches {
      var next = number + 1
      for (condition, slice) in zip(term.test.conditions, program.branches[slices.range]) {
        branches.append(explain(condition, slice, in: program, from: next))
        next += condition.termCount
      }
    }
    return TermExplanation(
      term: term, verdict: verdict, seen: seen(by: term.test), branches: branches, failure: failure)
  }

  // MARK: What was seen

  private func seen(by test: Condition.Test) -> SeenValue {
    let vocabulary = plan.book.vocabulary
    switch test {
    case .fact(let fact, _): return SeenValue(content(of: fact))
    case .painPoints:
      return .painPoints(
        presentPainPoints.sorted().map { (vocabulary.painPoints[Int($0)].id, severities[Int($0)]) })
    case .triggers: return .texts(presentTriggers.sorted().map { vocabulary.triggers[Int($0)].id })
    case .touchpoints(let count): return .count(self.count(count))
    case .contacts(let count): return .count(self.count(count))
    case .buyingGroup(let count): return .count(self.count(count))
    case .anyOf, .allOf, .noneOf: return .branches
    case .expression(let expression): return .facts(expression.slots.map { seen(at: $0) })
    }
  }

  /// The variable of expressions in a slot, as they see it.
  private func seen(at slot: Int) -> (name: String, value: SeenValue) {
    switch plan.book.expressions.variables[slot] {
    case .fact(let fact): (plan.book.names.name(of: fact), SeenValue(content(of: fact)))
    case .painPoints: (StateKey.painPoints.rawValue, seen(by: .painPoints(.init())))
    case .triggers: (StateKey.triggers.rawValue, seen(by: .triggers(.init())))
    case .touchpoints: (StateKey.touchpoints.rawValue, .count(state.touchpoints.count))
    case .buyingGroup: (StateKey.buyingGroup.rawValue, .count(state.buyingGroup.count))
    case .contacts: (StateKey.contacts.rawValue, .count(contacts.count))
    case .consent:
      (
        StateKey.consent.rawValue,
        .texts(
          state.consent.filter(\.value.isGiven).keys.sorted().map { plan.book.vocabulary.channels[$0].id })
      )
    case .now: (StateKey.now.rawValue, .instant(now))
    }
  }
}

extension SeenValue {
  init(_ content: FactContent) {
    self =
      switch content {
      case .absent: .absent
      case .scalar(.bool(let value)): .bool(value)
      case .scalar(.int(let value)): .int(value)
      case .scalar(.double(let value)): .number(value)
      case .scalar(.instant(let value)): .instant(value)
      case .scalar(.absent), .scalar(.string), .scalar(.strings): .absent
      case .word(let text): .text(text)
      case .words(let texts): .texts(texts)
      case .item(let id, _): .text(id)
      }
  }
}

extension ConditionProgram.Test {
  /// The conditions inside it, as a range of `ConditionProgram.branches`.
  fileprivate var branches: ConditionProgram.Slice? {
    switch self {
    case .anyOf(let branches), .allOf(let branches), .noneOf(let branches): branches
    default: nil
    }
  }
}
