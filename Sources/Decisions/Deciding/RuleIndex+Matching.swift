import Rules

extension RuleIndex {
  /// Tables to work in, reused from call to call.
  struct Scratch {
    /// A bit for each member.
    fileprivate var row: [UInt64] = []
    /// Positions of members.
    fileprivate var survivors: [Int32] = []
  }

  /// Appends the rules that match, as indices into `RuleBook.rules`, ascending.
  ///
  /// - Parameters:
  ///   - errorsMatch: whether a rule matches whose verdict is an error.
  ///   - failed: called for each such rule, while what failed is at hand.
  func appendMatches(
    _ facts: borrowing Facts, to matched: inout [Int32], in scratch: inout Scratch, errorsMatch: Bool,
    failed: (Int32) -> Void
  ) {
    guard !members.isEmpty else { return }
    intersectRows(facts, into: &scratch.row)
    let count = collectSurvivors(facts.ranks, scratch.row, into: &scratch.survivors)
    for index in 0..<count {
      let position = Int(scratch.survivors[index])
      let remainder = members[position].remainder
      if remainder >= 0 {
        facts.expressionFacts.forgetFailure()
        var verdict = verdict(of: remainders[Int(remainder)], facts)
        if verdict == .error { failed(rules[position]) }
        let amounts = remainders[Int(remainder)].amounts
        if amounts.count > 0, verdict == .holds {
          verdict = computing(amounts, facts) { failed(rules[position]) }
        }
        guard verdict == .holds || verdict == .error && errorsMatch else { continue }
      }
      matched.append(rules[position])
    }
  }

  private func verdict(of remainder: Remainder, _ facts: borrowing Facts) -> Verdict {
    for index in remainder.ranks.range {
      guard rankTests[index].holds(facts.ranks) else { return .fails }
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

  /// The members that the rows of a state let through. Row by row, not word by word: the loops are so simple
  /// that many words go through them at once.
  private func intersectRows(_ facts: borrowing Facts, into row: inout [UInt64]) {
    if row.count < words { row = Array(repeating: 0, count: words) }
    painPoints.assignUnion(of: facts.presentPainPoints, to: &row)
    if triggers.isAsked {
      var union = Array(repeating: UInt64(0), count: words)
      triggers.assignUnion(of: facts.presentTriggers, to: &union)
      for word in 0..<words { row[word] &= union[word] }
    }
    market.restrict(&row, to: facts.market)
    stage.restrict(&row, to: facts.stage)
    persona.restrict(&row, to: facts.persona)
  }

  /// Writes down the members in the row whose first comparisons hold, and says how many there are. Whether one
  /// holds is a coin's toss to the processor: the loop counts instead of choosing.
  private func collectSurvivors(_ ranks: [UInt32], _ row: [UInt64], into survivors: inout [Int32]) -> Int {
    if survivors.count < members.count { survivors = Array(repeating: 0, count: members.count) }
    let members = members
    var survivors = survivors.mutableSpan
    var count = 0
    for word in 0..<words {
      var bits = row[word]
      while bits != 0 {
        let position = word << 6 | bits.trailingZeroBitCount
        survivors[count] = Int32(truncatingIfNeeded: position)
        count &+= members[position].passes(ranks)
        bits &= bits &- 1
      }
    }
    return count
  }
}

extension RuleIndex.Dimension {
  /// Keeps the members that a value allows.
  fileprivate func restrict(_ row: inout [UInt64], to value: Int?) {
    guard isAsked else { return }
    let start = start(of: value)
    let rows = bits.span
    var row = row.mutableSpan
    for word in 0..<words { row[word] &= rows[start + word] }
  }

  /// The union of rows: that of rules that do not ask, and those of some values.
  fileprivate func assignUnion(of values: [Int32], to row: inout [UInt64]) {
    let start = start(of: nil)
    let rows = bits.span
    var row = row.mutableSpan
    for word in 0..<words { row[word] = rows[start + word] }
    guard isAsked else { return }
    for value in values {
      let start = Int(value) * words
      for word in 0..<words { row[word] |= rows[start + word] }
    }
  }
}
