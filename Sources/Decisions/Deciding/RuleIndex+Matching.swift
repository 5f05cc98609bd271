import Rules

extension RuleIndex {
  /// Appends the rules that match, as indices into `RuleBook.rules`, ascending.
  ///
  /// - Parameter survivors: room for positions of members, kept from call to call.
  func appendMatches(_ facts: borrowing Facts, to matched: inout [Int32], survivors: inout [Int32]) {
    guard !members.isEmpty else { return }
    survivors.removeAll(keepingCapacity: true)
    appendSurvivors(facts, to: &survivors)
    for position in survivors {
      let member = members[Int(position)]
      guard facts.numbers.meets(member.number) else { continue }
      if member.remainder >= 0, !holds(remainders[Int(member.remainder)], facts) { continue }
      matched.append(rules[Int(position)])
    }
  }

  private func holds(_ remainder: Remainder, _ facts: borrowing Facts) -> Bool {
    for index in remainder.numbers.range {
      guard facts.numbers.meets(numberTests[index]) else { return false }
    }
    guard remainder.available.contains(facts.now),
      remainder.residual.count == 0
        || facts.verdict(remainder.residual, in: facts.plan.program) == .holds
    else { return false }
    guard let unless = remainder.unless else { return true }
    return facts.verdict(unless, in: facts.plan.program) != .holds
  }

  /// The positions of the members that the rows of a state let through, ascending.
  private func appendSurvivors(_ facts: borrowing Facts, to survivors: inout [Int32]) {
    let market = market.start(of: facts.market)
    let stage = stage.start(of: facts.stage)
    let persona = persona.start(of: facts.persona)
    for word in 0..<words {
      var bits = self.market.bits[market + word] & self.stage.bits[stage + word]
      bits &= self.persona.bits[persona + word]
      guard bits != 0 else { continue }
      bits &= painPoints.union(word, facts.painPointsThere)
      guard bits != 0 else { continue }
      bits &= triggers.union(word, facts.triggersThere)
      while bits != 0 {
        survivors.append(Int32(word << 6 | bits.trailingZeroBitCount))
        bits &= bits - 1
      }
    }
  }
}

extension RuleIndex.Dimension {
  /// A word of the union of rows: that of rules that do not ask, and those of some values.
  fileprivate func union(_ word: Int, _ values: [Int32]) -> UInt64 {
    var union = bits[start(of: nil) + word]
    for value in values { union |= bits[Int(value) * words + word] }
    return union
  }
}
