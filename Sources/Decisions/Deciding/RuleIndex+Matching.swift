import Rules

extension RuleIndex {
  /// Appends the rules that match, as indices into `RuleBook.rules`, ascending.
  func appendMatches(_ facts: Facts, to matched: inout [Int32]) {
    guard !members.isEmpty else { return }
    let program = facts.plan.program
    let now = facts.now
    forEachSurvivor(facts) { position in
      let member = members[position]
      guard member.from <= now, now < member.until,
        facts.verdict(member.residual, in: program) == .holds
      else { return }
      if member.unless.count >= 0, facts.verdict(member.unless, in: program) == .holds { return }
      matched.append(member.rule)
    }
  }

  /// Calls with the position of each member that the rows of a state let through, ascending.
  private func forEachSurvivor(_ facts: Facts, _ body: (Int) -> Void) {
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
        body(word << 6 | bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}

extension RuleIndex.Dimension {
  /// A word of the union of rows: that of rules that do not ask, and those of some values.
  fileprivate func union(_ word: Int, _ values: [Int32]) -> UInt64 {
    values.reduce(bits[start(of: nil) + word]) { $0 | bits[Int($1) * words + word] }
  }
}
