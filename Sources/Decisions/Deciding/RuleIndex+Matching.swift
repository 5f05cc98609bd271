import Rules

/// The rules that matched.
struct Matches {
  /// Indices into `RuleBook.rules`, ascending.
  fileprivate(set) var rules: [Int32] = []
  /// For each of them: its position in the table. Those behind are left of earlier looks.
  fileprivate(set) var positions: [Int32] = []
  /// Of the members that were looked at.
  fileprivate(set) var table: MemberTable?
  /// A bit for each member: room to work in.
  fileprivate var row: [UInt64] = []
}

extension RuleIndex {
  /// Finds the rules that match.
  ///
  /// - Parameters:
  ///   - errorsMatch: whether a rule matches whose verdict is an error.
  ///   - failed: called for each such rule, while what failed is at hand.
  func match(
    _ facts: borrowing Facts, into matches: inout Matches, _ placed: inout PlacedMembers, errorsMatch: Bool,
    failed: (Int32) -> Void
  ) {
    guard !rules.isEmpty else {
      matches.rules = []
      return
    }
    let table = selectMembers(facts, &matches.row, &placed)
    var count = table.collect(facts.ranks, matches.row, into: &matches.positions)
    if table.hasRemainders {
      count = evaluate(table, facts, &matches.positions, count, errorsMatch: errorsMatch, failed: failed)
    }
    matches.rules = table.rules(at: matches.positions, count: count)
    matches.table = table
  }

  /// Asks what is left to ask of members, and moves those that match up to the front.
  ///
  /// - Parameter count: how many positions there are.
  /// - Returns: how many match.
  private func evaluate(
    _ table: MemberTable, _ facts: borrowing Facts, _ positions: inout [Int32], _ count: Int,
    errorsMatch: Bool, failed: (Int32) -> Void
  ) -> Int {
    let members = table.members
    var matching = 0
    for index in 0..<count {
      let position = positions[index]
      let remainder = members[Int(position)].remainder
      if remainder >= 0 {
        let rule = table.rules[Int(position)]
        guard holds(remainders[Int(remainder)], facts, errorsMatch: errorsMatch, failed: { failed(rule) })
        else { continue }
      }
      positions[matching] = position
      matching += 1
    }
    return matching
  }

  /// The members among which those that match are found: of them those whose bits are set in the row.
  private func selectMembers(
    _ facts: borrowing Facts, _ row: inout [UInt64], _ placed: inout PlacedMembers
  ) -> MemberTable {
    if let table = placed.table(of: self, facts) {
      table.selectByLists(facts, &row)
      return table
    }
    members.selectByLists(facts, &row)
    restrictToPlace(&row, facts)
    return members
  }

  /// Keeps the members that the market, stage and persona of a state let through.
  func restrictToPlace(_ row: inout [UInt64], _ facts: borrowing Facts) {
    market.restrict(&row, to: facts.market)
    stage.restrict(&row, to: facts.stage)
    persona.restrict(&row, to: facts.persona)
  }

  private func holds(
    _ remainder: Remainder, _ facts: borrowing Facts, errorsMatch: Bool, failed: () -> Void
  ) -> Bool {
    facts.expressionFacts.forgetFailure()
    var verdict = verdict(of: remainder, facts)
    if verdict == .error { failed() }
    if remainder.amounts.count > 0, verdict == .holds {
      verdict = computing(remainder.amounts, facts, failed: failed)
    }
    return verdict == .holds || verdict == .error && errorsMatch
  }

  private func verdict(of remainder: Remainder, _ facts: borrowing Facts) -> Verdict {
    for index in remainder.ranks.range {
      guard rankTests[index].holds(facts.ranks.span) else { return .fails }
    }
    guard remainder.available.contains(facts.now) else { return .fails }
    let program = facts.plan.program
    let verdict =
      remainder.residual.count == 0 ? .holds : facts.verdict(remainder.residual, in: program)
    guard verdict != .fails else { return .fails }
    return remainder.unless.map { verdict.unless(facts.verdict($0, in: program)) } ?? verdict
  }

  /// Computes the numbers of a rule, all of them: each that fails is reported, whatever came before it.
  private func computing(
    _ amounts: ConditionProgram.Slice, _ facts: borrowing Facts, failed: () -> Void
  ) -> Verdict {
    var least = Verdict.holds
    for index in amounts.range {
      facts.expressionFacts.forgetFailure()
      let verdict = facts.verdict(ofAmount: computed[index])
      if verdict == .error { failed() }
      least = min(least, verdict)
    }
    return least
  }
}

extension MemberTable {
  /// Sets the bits of the members that the pain points and triggers of a state let through.
  fileprivate func selectByLists(_ facts: borrowing Facts, _ row: inout [UInt64]) {
    if row.count != words { row = Array(repeating: 0, count: words) }
    painPoints.assignUnion(of: facts.presentPainPoints, to: &row)
    guard triggers.isAsked else { return }
    var union = Array(repeating: UInt64(0), count: words)
    triggers.assignUnion(of: facts.presentTriggers, to: &union)
    for word in 0..<words { row[word] &= union[word] }
  }

  /// Writes down the members in the row whose first comparisons hold, and says how many there are. Whether one
  /// holds is a coin's toss to the processor: the loop counts instead of choosing.
  fileprivate func collect(_ ranks: [UInt32], _ row: [UInt64], into positions: inout [Int32]) -> Int {
    if positions.count < members.count { positions = Array(repeating: 0, count: members.count) }
    let all = members
    let members = all.span
    let ranks = ranks.span
    var positions = positions.mutableSpan
    var count = 0
    // A row has no bits behind the last member, and there is a position for each: nothing needs to be looked at twice.
    for word in row.indices {
      var bits = row[word]
      while bits != 0 {
        let position = word << 6 | bits.trailingZeroBitCount
        positions[unchecked: count] = Int32(truncatingIfNeeded: position)
        count &+= members[unchecked: position].passes(ranks)
        bits &= bits &- 1
      }
    }
    return count
  }

  /// The rules that stand at some positions.
  fileprivate func rules(at positions: [Int32], count: Int) -> [Int32] {
    let all = rules
    return [Int32](unsafeUninitializedCapacity: count) { found, initialized in
      let rules = all.span
      let positions = positions.span
      for index in 0..<count { found.initializeElement(at: index, to: rules[Int(positions[index])]) }
      initialized = count
    }
  }
}
