import Rules
import Time

extension Facts {
  func verdict(of count: TouchpointCount, in program: ConditionProgram) -> Verdict {
    count.bounds.verdict(self.count(count, in: program))
  }

  func verdict(of count: Condition.ContactCount) -> Verdict { count.bounds.verdict(self.count(count)) }

  func verdict(of count: Condition.GroupCount) -> Verdict { count.bounds.verdict(self.count(count)) }

  /// How many touchpoints pass the filters of a count.
  private func count(_ count: TouchpointCount, in program: ConditionProgram) -> Int {
    var passed = 0
    for entry in state.touchpoints where isCounted(entry.at, count.bounds) && program.counts(entry, count) {
      passed += 1
    }
    return passed
  }

  func count(_ count: Condition.TouchpointCount) -> Int {
    var program = ConditionProgram()
    let index = program.add(count, of: plan.book.vocabulary.touchpoints)
    return self.count(program.touchpointCounts[Int(index)], in: program)
  }

  /// How many contacts pass the filters of a count.
  func count(_ count: Condition.ContactCount) -> Int {
    contacts.count { contact in
      isCounted(contact.at, count.bounds) && count.selector.selects(contact)
        && (count.outcomes.map { !$0.isDisjoint(with: contact.impliedOutcomes) } ?? true)
    }
  }

  /// How many of the buying group pass the filters of a count.
  func count(_ count: Condition.GroupCount) -> Int {
    state.buyingGroup.count { member in
      count.personas.allows(member.persona) && count.roles.allows(member.role)
        && count.stages.allows(member.stage)
        && (count.engaged.map { $0 == member.isEngaged } ?? true)
    }
  }

  /// An entry later than now is never counted; one without an instant only where no window asks for it.
  private func isCounted(_ at: Instant?, _ bounds: Condition.Bounds) -> Bool {
    guard let at else { return bounds.within == nil && bounds.olderThan == nil }
    if at > now { return false }
    if let within = bounds.within, at < now - within { return false }
    if let olderThan = bounds.olderThan, at >= now - olderThan { return false }
    return true
  }

  /// Whether a sentiment passes the comparisons of a count.
  static func isFelt(_ sentiment: Double?, _ comparisons: [Comparison]) -> Bool {
    let value = sentiment.map { FactValue.double($0) } ?? .absent
    return comparisons.allSatisfy { value.number(meets: $0) }
  }
}

extension Condition.Bounds {
  fileprivate func verdict(_ count: Int) -> Verdict {
    Verdict(count >= atLeast && (atMost.map { count <= $0 } ?? true))
  }
}

extension FactValue {
  /// Whether a number of an entry passes a filter: what is not known passes `exists: false` alone.
  fileprivate func number(meets comparison: Comparison) -> Bool {
    func compare(_ relation: ConditionProgram.Relation, _ literal: Literal) -> Bool {
      let constant: FactValue =
        switch literal {
        case .int(let value): .int(value)
        case .double(let value): .double(value)
        case .bool, .string, .timestamp: .absent
        }
      return verdict(relation, constant) == .holds
    }
    return switch comparison {
    case .equal(let literal): compare(.equal, literal)
    case .notEqual(let literal): compare(.notEqual, literal)
    case .greater(let literal): compare(.greater, literal)
    case .greaterOrEqual(let literal): compare(.greaterOrEqual, literal)
    case .less(let literal): compare(.less, literal)
    case .lessOrEqual(let literal): compare(.lessOrEqual, literal)
    case .between(let low, let high): compare(.greaterOrEqual, low) && compare(.lessOrEqual, high)
    case .isIn(let list): list.contains { compare(.equal, $0) }
    case .isNotIn(let list): self != .absent && !list.contains { compare(.equal, $0) }
    case .exists(let isWanted): (self != .absent) == isWanted
    case .within, .olderThan, .inNext, .laterThan, .hasAll, .hasAny, .hasNone: false
    }
  }
}
