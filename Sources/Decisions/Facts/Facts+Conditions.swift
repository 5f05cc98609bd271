import Rules
import Time

extension Facts {
  /// Whether all tests of a slice hold.
  func verdict(_ tests: ConditionProgram.Slice, in program: ConditionProgram) -> Verdict {
    var least = Verdict.holds
    for index in tests.range {
      let verdict = verdict(of: program.tests[index], in: program)
      if verdict == .fails { return .fails }
      if verdict < least { least = verdict }
    }
    return least
  }

  func verdict(of test: ConditionProgram.Test, in program: ConditionProgram) -> Verdict {
    switch test {
    case .compare(let slot, let relation, let constant):
      values[Int(slot)].verdict(relation, constant)
    case .isIn(let slot, let list):
      isIn(slot, list, program)
    case .isNotIn(let slot, let list):
      isIn(slot, list, program).negated
    case .exists(let slot, let isWanted):
      Verdict((values[Int(slot)] != .absent) == isWanted)
    case .within(let slot, let span):
      instant(slot) { $0 >= now - span && $0 <= now }
    case .olderThan(let slot, let span):
      instant(slot) { $0 < now - span }
    case .inNext(let slot, let span):
      instant(slot) { $0 >= now && $0 <= now + span }
    case .laterThan(let slot, let span):
      instant(slot) { $0 > now + span }
    case .hasAll(let slot, let list):
      symbols(slot) { symbols in !program.values.has(in: list) { !$0.isIn(symbols) } }
    case .hasAny(let slot, let list):
      symbols(slot) { symbols in program.values.has(in: list) { $0.isIn(symbols) } }
    case .hasNone(let slot, let list):
      symbols(slot) { symbols in !program.values.has(in: list) { $0.isIn(symbols) } }
    case .painPointsAny(let items, let least):
      Verdict(program.items.has(in: items) { isPresent($0, least) })
    case .painPointsAll(let items, let least):
      Verdict(!program.items.has(in: items) { !isPresent($0, least) })
    case .painPointsNone(let items, let least):
      Verdict(!program.items.has(in: items) { isPresent($0, least) })
    case .triggersAny(let items): Verdict(program.items.has(in: items) { hasTrigger[Int($0)] })
    case .triggersAll(let items): Verdict(!program.items.has(in: items) { !hasTrigger[Int($0)] })
    case .triggersNone(let items): Verdict(!program.items.has(in: items) { hasTrigger[Int($0)] })
    case .touchpoints(let index): verdict(of: program.touchpointCounts[Int(index)], in: program)
    case .contacts(let index): verdict(of: program.contactCounts[Int(index)])
    case .buyingGroup(let index): verdict(of: program.groupCounts[Int(index)])
    case .allOf(let branches):
      all(of: branches, in: program)
    case .anyOf(let branches):
      any(of: branches, in: program)
    case .noneOf(let branches):
      // Asks for "does not hold", which what is not known does not either.
      switch any(of: branches, in: program) {
      case .holds: .fails
      case .error: .error
      case .unknown, .fails: .holds
      }
    case .expression(let index): verdict(of: program.expressions[Int(index)])
    }
  }

  private func any(of branches: ConditionProgram.Slice, in program: ConditionProgram) -> Verdict {
    var verdict = Verdict.fails
    for index in branches.range { verdict = verdict.or(self.verdict(program.branches[index], in: program)) }
    return verdict
  }

  private func all(of branches: ConditionProgram.Slice, in program: ConditionProgram) -> Verdict {
    var verdict = Verdict.holds
    for index in branches.range { verdict = min(verdict, self.verdict(program.branches[index], in: program)) }
    return verdict
  }

  private func isIn(
    _ slot: UInt16, _ list: ConditionProgram.Slice, _ program: ConditionProgram
  ) -> Verdict {
    let value = values[Int(slot)]
    if value == .absent { return .unknown }
    return Verdict(program.values.has(in: list) { value.verdict(.equal, $0) == .holds })
  }

  private func isPresent(_ painPoint: Int32, _ least: Double) -> Bool {
    let severity = severities[Int(painPoint)]
    return severity >= 0 && severity >= least
  }

  private func instant(_ slot: UInt16, _ holds: (Instant) -> Bool) -> Verdict {
    guard case .instant(let instant) = values[Int(slot)] else { return .unknown }
    return Verdict(holds(instant))
  }

  private func symbols(_ slot: UInt16, _ holds: ([Int32]) -> Bool) -> Verdict {
    guard case .strings(let index) = values[Int(slot)] else { return .unknown }
    return Verdict(holds(list(index)))
  }
}

extension Verdict {
  package var negated: Verdict {
    switch self {
    case .holds: .fails
    case .fails: .holds
    case .unknown, .error: self
    }
  }
}

extension FactValue {
  func isIn(_ symbols: [Int32]) -> Bool {
    guard case .string(let symbol) = self else { return false }
    return symbols.contains(symbol)
  }

  /// Compares with a constant; unknown where there is no value. Numbers compare exactly, whole or not.
  func verdict(_ relation: ConditionProgram.Relation, _ constant: FactValue) -> Verdict {
    switch (self, constant) {
    case (.absent, _): .unknown
    case (.string(let left), .string(let right)): Verdict((left == right) == (relation == .equal))
    case (.bool(let left), .bool(let right)): Verdict((left == right) == (relation == .equal))
    case (.int(let left), .int(let right)): Verdict(relation.holds(left, right))
    case (.double(let left), .double(let right)): Verdict(relation.holds(left, right))
    case (.int(let left), .double(let right)): Verdict(relation.holds(left.compared(to: right), 0))
    case (.double(let left), .int(let right)): Verdict(relation.holds(0, right.compared(to: left)))
    case (.instant(let left), .instant(let right)): Verdict(relation.holds(left, right))
    default: .fails
    }
  }
}

extension ConditionProgram.Relation {
  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .less: left < right
    case .lessOrEqual: left <= right
    }
  }
}

extension Int64 {
  /// -1, 0 or 1: exact, where turning this number into a double could round it. `other` is finite.
  fileprivate func compared(to other: Double) -> Int {
    if other >= 0x1p63 { return -1 }
    if other < -0x1p63 { return 1 }
    let whole = Int64(other)
    if self != whole { return self < whole ? -1 : 1 }
    let fraction = other - Double(whole)
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
  }
}

extension Array {
  /// Whether one of those in a slice is such; a slice of the array itself would hold on to it.
  fileprivate func has(in slice: ConditionProgram.Slice, _ isSuch: (Element) -> Bool) -> Bool {
    for index in slice.range where isSuch(self[index]) { return true }
    return false
  }
}
