import Rules
package import Time

extension Contact {
  /// Records that speak of one contact become one: those with the same decision and action, and those with the
  /// same action and channel within a span of each other, from one to the next. Two that the daemon recorded under
  /// different decisions are certainly two: where joining would make them one, the later record starts anew, so
  /// that what is reserved again and again fills its caps. Those that were not sent are gone.
  ///
  /// It costs least where the records are few, by instant, and no two of them meet.
  ///
  /// - Returns: by instant (those without one last), then action, then channel.
  package static func merged(_ records: [Contact], within span: TimeSpan) -> [Contact] {
    let contacts = areApart(records, by: span) ? records : joined(records, within: span)
    return areInOrder(contacts) ? contacts : contacts.sorted { $0.precedes($1) }
  }

  /// Whether a few records are as many contacts. Of more than a few it is not asked, since that would take longer
  /// than joining them.
  private static func areApart(_ records: [Contact], by span: TimeSpan) -> Bool {
    guard records.count <= 16 else { return false }
    for index in records.indices {
      if records[index].outcomes.contains(OutcomeSet(.notSent)) { return false }
      let action = records[index].action
      for earlier in 0..<index {
        // Most differ in their action, which is seen without copying them.
        if let action, let other = records[earlier].action, other != action { continue }
        if records[earlier].meets(records[index], within: span) { return false }
      }
    }
    return true
  }

  private static func areInOrder(_ contacts: [Contact]) -> Bool {
    for index in contacts.indices.dropFirst() {
      if let at = contacts[index].at, let before = contacts[index - 1].at, before < at { continue }
      if contacts[index].precedes(contacts[index - 1]) { return false }
    }
    return true
  }

  private static func joined(_ records: [Contact], within span: TimeSpan) -> [Contact] {
    struct Naming: Hashable {
      let decision: DecisionReference
      let action: ExactText
    }
    var sets = ContactSets(records)
    var named: [Naming: Int] = [:]
    for (index, record) in records.enumerated() {
      guard let decision = record.decision else { continue }
      let naming = Naming(decision: decision, action: ExactText(record.actionID))
      if let first = named[naming] { sets.join(first, index) } else { named[naming] = index }
    }
    let byTime = records.indices.filter { records[$0].at != nil }.sorted { left, right in
      records[left].standsBefore(records[right])
    }
    for (earlier, later) in zip(byTime, byTime.dropFirst())
    where records[earlier].isNear(records[later], within: span) {
      sets.join(earlier, later)
    }
    var members: [Int: [Contact]] = [:]
    for (index, record) in records.enumerated() {
      members[sets.root(of: index), default: []].append(record)
    }
    // By the first record of each, so that those that are alike in all else stand in the order given.
    return members.sorted { $0.key < $1.key }.map { merge($0.value) }.filter { !$0.wasNotSent }
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
    earliest.results = ContactResults(
      Outcome.allCases.compactMap { outcome in instants[outcome].map { Result(outcome, at: $0) } })
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
  private var wasNotSent: Bool { outcomes.contains(OutcomeSet(.notSent)) }

  /// What orders by instant, and by channel; without an instant last, without a channel first.
  private var time: Int64 { at?.microseconds ?? .max }
  private var place: Int { channel ?? -1 }

  private func hasAction(of other: Contact) -> Bool {
    if let action, let otherAction = other.action { return action == otherAction }
    return ExactText(actionID) == ExactText(other.actionID)
  }

  /// In the order of ids, in which the indices of actions stand.
  private func hasAction(before other: Contact) -> Bool {
    if let action, let otherAction = other.action { return action < otherAction }
    return bytesPrecede(actionID, other.actionID)
  }

  /// Whether two records may speak of one contact.
  private func meets(_ other: Contact, within span: TimeSpan) -> Bool {
    guard hasAction(of: other) else { return false }
    return (decision != nil && decision == other.decision) || isNear(other, within: span)
  }

  private func isNear(_ other: Contact, within span: TimeSpan) -> Bool {
    guard hasAction(of: other), channel == other.channel, let at, let otherAt = other.at else { return false }
    return max(at, otherAt) - min(at, otherAt) <= span
  }

  /// The order in which records find together: by action, channel, instant. Of one instant the daemon's own come
  /// first, by decision, so that it is not the order given that says which of them another record joins.
  private func standsBefore(_ other: Contact) -> Bool {
    if !hasAction(of: other) { return hasAction(before: other) }
    if channel != other.channel { return place < other.place }
    return time != other.time ? time < other.time : isOwnAndPrecedes(other)
  }

  private func precedes(_ other: Contact) -> Bool {
    if at != other.at { return time < other.time }
    if !hasAction(of: other) { return hasAction(before: other) }
    return place != other.place ? place < other.place : isOwnAndPrecedes(other)
  }

  private func isOwnAndPrecedes(_ other: Contact) -> Bool {
    guard let own = ownDecision else { return false }
    return other.ownDecision.map { own < $0 } ?? true
  }

  /// The decision under which the daemon recorded it.
  fileprivate var ownDecision: DecisionReference? { isOwn ? decision : nil }
}

/// Which of a number of records belong together: never two that the daemon recorded under different decisions.
private struct ContactSets {
  private var parents: [Int]
  /// By root: the decision under which the daemon recorded any of the set.
  private var decisions: [DecisionReference?]

  init(_ records: [Contact]) {
    parents = Array(records.indices)
    decisions = records.map(\.ownDecision)
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
