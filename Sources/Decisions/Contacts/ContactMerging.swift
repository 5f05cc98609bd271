package import Rules

extension Contact {
  /// Records that speak of one contact become one: those with the same decision and action, and those with the
  /// same action and channel within a span of each other, from one to the next. Those that were not sent are gone.
  ///
  /// - Returns: by instant (those without one last), then action, then channel.
  package static func merged(_ records: [Contact], within span: TimeSpan) -> [Contact] {
    guard records.count > 1 else { return records.filter { !$0.wasNotSent } }
    var groups = DisjointSets(count: records.count)
    var byDecision: [[ExactText]: Int] = [:]
    for (index, record) in records.enumerated() {
      guard let decision = record.decision else { continue }
      let key = [ExactText(decision), ExactText(record.actionID)]
      if let first = byDecision[key] { groups.join(first, index) } else { byDecision[key] = index }
    }
    let byTime = records.indices.filter { records[$0].at != nil }.sorted { left, right in
      records[left].sameContactKey(before: records[right])
    }
    for (earlier, later) in zip(byTime, byTime.dropFirst()) {
      let (one, other) = (records[earlier], records[later])
      guard one.hasAction(of: other), one.channel == other.channel, let from = one.at, let to = other.at,
        to - from <= span
      else { continue }
      groups.join(earlier, later)
    }
    return Dictionary(grouping: records.indices) { groups.root(of: $0) }
      .values.map { merge($0.sorted().map { records[$0] }) }
      .filter { !$0.wasNotSent }
      .sorted { $0.precedes($1) }
  }

  private var wasNotSent: Bool { results.contains { $0.outcome == .notSent } }

  private func hasAction(of other: Contact) -> Bool { ExactText(actionID) == ExactText(other.actionID) }

  private func sameContactKey(before other: Contact) -> Bool {
    if !hasAction(of: other) { return bytesPrecede(actionID, other.actionID) }
    if channel != other.channel { return (channel ?? -1) < (other.channel ?? -1) }
    return (at?.microseconds ?? .max) < (other.at?.microseconds ?? .max)
  }

  private func precedes(_ other: Contact) -> Bool {
    if at != other.at { return (at?.microseconds ?? .max) < (other.at?.microseconds ?? .max) }
    if !hasAction(of: other) { return bytesPrecede(actionID, other.actionID) }
    return (channel ?? -1) < (other.channel ?? -1)
  }

  /// The earliest record with the outcomes of all, each at the earliest instant given for it.
  private static func merge(_ records: [Contact]) -> Contact {
    guard records.count > 1 else { return records[0] }
    var earliest = records[0]
    for record in records.dropFirst()
    where (record.at?.microseconds ?? .max) < (earliest.at?.microseconds ?? .max) {
      earliest = record
    }
    var instants: [Outcome: Instant?] = [:]
    for result in records.flatMap(\.results) {
      guard let known = instants[result.outcome] else {
        instants[result.outcome] = .some(result.at)
        continue
      }
      if let at = result.at, known.map({ at < $0 }) ?? true { instants[result.outcome] = .some(at) }
    }
    earliest.results = Outcome.allCases.compactMap { outcome in
      instants[outcome].map { Result(outcome, at: $0) }
    }
    earliest.channel = earliest.channel ?? records.lazy.compactMap(\.channel).first
    return earliest
  }
}

/// Which of a number of things belong together.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of index: Int) -> Int {
    var root = index
    while parents[root] != root {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }

  mutating func join(_ left: Int, _ right: Int) {
    let (one, other) = (root(of: left), root(of: right))
    parents[max(one, other)] = min(one, other)
  }
}
