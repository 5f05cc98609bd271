import Rules
package import Time

extension Contact {
  /// Records that speak of one contact become one: those with the same decision and action, and those with the
  /// same action and channel within a span of each other, from one to the next. Two that the daemon recorded under
  /// different decisions are certainly two: where joining would make them one, the later record starts anew, so
  /// that what is reserved again and again fills its caps. Those that were not sent are gone.
  ///
  /// - Returns: by instant (those without one last), then action, then channel.
  package static func merged(_ records: [Contact], within span: TimeSpan) -> [Contact] {
    guard records.count > 1 else { return records.filter { !$0.wasNotSent } }
    var groups = ContactSets(records)
    var byDecision: [[ExactText]: Int] = [:]
    for (index, record) in records.enumerated() {
      guard let decision = record.decision else { continue }
      let key = [ExactText(decision), ExactText(record.actionID)]
      if let first = byDecision[key] { groups.join(first, index) } else { byDecision[key] = index }
    }
    let byTime = records.indices.filter { records[$0].at != nil }.sorted { left, right in
      records[left].standsBefore(records[right])
    }
    for (earlier, later) in zip(byTime, byTime.dropFirst()) {
      let (one, other) = (records[earlier], records[later])
      guard one.hasAction(of: other), one.channel == other.channel, let from = one.at, let to = other.at,
        to - from <= span
      else { continue }
      groups.join(earlier, later)
    }
    var members: [Int: [Contact]] = [:]
    for (index, record) in records.enumerated() {
      members[groups.root(of: index), default: []].append(record)
    }
    // By the first record of each, so that those that are alike in all else stand in the order given.
    return members.sorted { $0.key < $1.key }.map { merge($0.value) }
      .filter { !$0.wasNotSent }
      .sorted { $0.precedes($1) }
  }

  private var wasNotSent: Bool { results.contains { $0.outcome == .notSent } }

  /// What orders by instant, and by channel; without an instant last, without a channel first.
  private var time: Int64 { at?.microseconds ?? .max }
  private var place: Int { channel ?? -1 }

  private func hasAction(of other: Contact) -> Bool { ExactText(actionID) == ExactText(other.actionID) }

  /// The order in which records find together: by action, channel, instant. Of one instant the daemon's own come
  /// first, by decision, so that it is not the order given that says which of them another record joins.
  private func standsBefore(_ other: Contact) -> Bool {
    if !hasAction(of: other) { return bytesPrecede(actionID, other.actionID) }
    if channel != other.channel { return place < other.place }
    if time != other.time { return time < other.time }
    return isOwnAndPrecedes(other)
  }

  private func precedes(_ other: Contact) -> Bool {
    if at != other.at { return time < other.time }
    if !hasAction(of: other) { return bytesPrecede(actionID, other.actionID) }
    if place != other.place { return place < other.place }
    return isOwnAndPrecedes(other)
  }

  private func isOwnAndPrecedes(_ other: Contact) -> Bool {
    guard let own = ownDecision else { return false }
    return other.ownDecision.map { bytesPrecede(own, $0) } ?? true
  }

  /// The earliest record, of equals the first given, with the outcomes of all, each at the earliest instant given
  /// for it. Kind, group and switches are the daemon's own, where it recorded the contact.
  private static func merge(_ records: [Contact]) -> Contact {
    guard records.count > 1 else { return records[0] }
    var earliest = records[0]
    for record in records.dropFirst() where record.time < earliest.time { earliest = record }
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
    if !earliest.isOwn, let own = records.filter(\.isOwn).min(by: { $0.precedes($1) }) {
      earliest.kind = own.kind
      earliest.group = own.group
      earliest.countsTowardCaps = own.countsTowardCaps
      earliest.channel = own.channel ?? earliest.channel
      earliest.decision = own.decision ?? earliest.decision
      earliest.isOwn = true
    }
    earliest.channel = earliest.channel ?? records.lazy.compactMap(\.channel).first
    return earliest
  }
}

extension Contact {
  /// The decision under which the daemon recorded it.
  fileprivate var ownDecision: String? { isOwn ? decision : nil }
}

/// Which of a number of records belong together: never two that the daemon recorded under different decisions.
private struct ContactSets {
  private var parents: [Int]
  /// By root: the decision under which the daemon recorded any of the set.
  private var decisions: [ExactText?]

  init(_ records: [Contact]) {
    parents = Array(records.indices)
    decisions = records.map { $0.ownDecision.map { ExactText($0) } }
  }

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
    if let mine = decisions[one], let theirs = decisions[other], mine != theirs { return }
    decisions[min(one, other)] = decisions[one] ?? decisions[other]
    parents[max(one, other)] = min(one, other)
  }
}
