extension ReplayTally {
  /// Adds what came of other lines.
  ///
  /// - Parameter listed: how many changed decisions are kept.
  package mutating func add(_ other: ReplayTally, listing listed: Int) {
    decisions += other.decisions
    unchanged += other.unchanged
    noticed += other.noticed
    expected += other.expected
    reasonsOnly += other.reasonsOnly
    erased += other.erased
    gaps += other.gaps
    dropped += other.dropped
    passedOver += other.passedOver
    notRepeatable.add(other.notRepeatable)
    missingFacts.add(other.missingFacts)
    unreadable.add(other.unreadable)
    causes.merge(other.causes) { $0.adding($1) }
    causesOfReasons.merge(other.causesOfReasons) { $0.adding($1) }
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    actions.merge(other.actions) { $0.adding($1) }
    segments.merge(other.segments) { $0.adding($1) }
    matches = matches.adding(other.matches)
    covered = covered.adding(other.covered)
    changes = Array((changes + other.changes).sorted { $0.position < $1.position }.prefix(listed))
    first = [first, other.first].compactMap(\.self).min()
    last = [last, other.last].compactMap(\.self).max()
    revisions.add(other.revisions)
  }

  /// Counts a cause of a change.
  ///
  /// - Parameter places: where it stands in both books; asked for the first time.
  mutating func count(
    _ cause: Cause, _ found: FoundCount, isExpected: Bool, _ isNoticed: Bool,
    places: () -> (old: BookPlace?, new: BookPlace?)
  ) {
    var counts = isNoticed ? causes : causesOfReasons
    if isNoticed { causes = [:] } else { causesOfReasons = [:] }
    if counts[cause] == nil {
      counts[cause] = CauseCount(found: found, expected: isExpected ? 1 : 0, places: places())
    } else {
      counts[cause]?.found.add(found)
      if isExpected { counts[cause]?.expected += 1 }
    }
    if isNoticed { causes = counts } else { causesOfReasons = counts }
  }

  /// Counts what actions win and lose.
  mutating func count(from old: NoticedDecision, to new: NoticedDecision) {
    if let first = old.entries.first?.action, first != new.entries.first?.action {
      actions[first, default: .init()].firstLost += 1
    }
    if let first = new.entries.first?.action, first != old.entries.first?.action {
      actions[first, default: .init()].firstGained += 1
    }
    for action in old.actions(otherwiseIn: new) {
      let (before, after) = (
        old.entries.contains { $0.action == action }, new.entries.contains { $0.action == action }
      )
      switch (before, after) {
      case (false, _): actions[action, default: .init()].gained += 1
      case (true, false): actions[action, default: .init()].lost += 1
      case (true, true): actions[action, default: .init()].otherwise += 1
      }
    }
  }

  mutating func note(unreadable problem: String, at position: LinePosition) {
    var one = Unreadable()
    (one.count, one.listed) = (1, [(position, problem)])
    unreadable.add(one)
  }
}

extension ReplayTally.CauseCount {
  fileprivate func adding(_ other: Self) -> Self {
    var sum = self
    // The places are those of the first.
    if other.found.first < found.first { sum.places = other.places }
    sum.found.add(other.found)
    sum.expected += other.expected
    return sum
  }
}

extension ReplayTally.ActionTally {
  fileprivate func adding(_ other: Self) -> Self {
    var sum = self
    sum.firstGained += other.firstGained
    sum.firstLost += other.firstLost
    sum.gained += other.gained
    sum.lost += other.lost
    sum.otherwise += other.otherwise
    return sum
  }
}

extension ReplayTally.SegmentTally {
  fileprivate func adding(_ other: Self) -> Self {
    var sum = self
    sum.decisions += other.decisions
    sum.noticed += other.noticed
    return sum
  }
}

extension ReplayTally.Unreadable {
  fileprivate mutating func add(_ other: Self) {
    count += other.count
    listed = Array((listed + other.listed).sorted { $0.position < $1.position }.prefix(Self.most))
  }
}

extension [Int] {
  fileprivate func adding(_ others: [Int]) -> [Int] {
    if isEmpty { return others }
    var sum = self
    for (index, count) in others.enumerated() { sum[index] += count }
    return sum
  }
}
