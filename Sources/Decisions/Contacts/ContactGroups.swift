import Rules
import Time

/// Which of a number of records speak of one contact.
struct ContactGroups {
  private(set) var groups: [ContactGroup] = []

  init(_ records: [Contact], _ merging: ContactMerging) {
    var sets = JoinedSets(records)
    let naming = Naming(records)
    naming.join(&sets)
    let byTime = records.indices.filter { naming.meetsByTime($0, records[$0]) }
      .sorted { merging.findsTogether(records[$0], before: records[$1]) }
    for (earlier, later) in zip(byTime, byTime.dropFirst())
    where merging.areNear(records[earlier], records[later]) {
      sets.join(earlier, later)
    }
    var members: [Int: [Int]] = [:]
    for index in records.indices { members[sets.root(of: index), default: []].append(index) }
    // By the first record of each: whoever needs another order sorts what comes of them.
    groups = members.sorted { $0.key < $1.key }.map { _, members in
      ContactGroup(
        members.sorted { merging.isEarlier(records[$0], than: records[$1]) }, of: records,
        isReleased: members.contains { naming.isReleased($0) })
    }
  }
}

/// The records of one contact.
struct ContactGroup {
  /// All of them, the earliest first.
  let members: [Int]
  /// Those that say when it was made, the earliest first: outcomes alone do only where there is nothing else.
  let standing: [Int]
  /// The one that says of what kind and group it is.
  let lead: Int
  /// Whether it was not sent.
  let isReleased: Bool
  let at: Instant?
  /// Index of the channel by which it went.
  let channel: Int?

  fileprivate init(_ members: [Int], of records: [Contact], isReleased: Bool) {
    self.members = members
    self.isReleased = isReleased
    let made = members.filter { !records[$0].isOutcomeOfDecision }
    standing = made.isEmpty ? members : made
    lead = standing.first { records[$0].isReserved } ?? standing[0]
    at = standing.lazy.compactMap { records[$0].at }.first
    channel =
      records[lead].channel ?? standing.lazy.compactMap { records[$0].channel }.first
      ?? members.lazy.compactMap { records[$0].channel }.first
  }

  /// A contact of which nothing is known but one outcome.
  init(presumed index: Int, _ report: Contact) {
    members = [index]
    standing = [index]
    lead = index
    isReleased = false
    at = report.at
    channel = report.channel
  }

  /// What remains: the earliest instant, and the outcomes of all, each at its earliest instant.
  func merged(_ records: [Contact]) -> Contact {
    guard members.count > 1 || records[lead].results.hasRepeats else { return records[lead] }
    var merged = records[lead]
    merged.at = at
    merged.channel = channel
    merged.decision = records[lead].decision ?? standing.lazy.compactMap { records[$0].decision }.first
    let none: ContactResults = []
    merged.results = members.reduce(none) { $0.adding(records[$1].results) }.inOrder
    return merged
  }
}

extension Contact {
  /// Whether it says of a decision's contact what came of it, and not that it was made.
  fileprivate var isOutcomeOfDecision: Bool { origin == .presumed && decision != nil }
}

/// Records by the decision and the action that they name.
private struct Naming {
  private struct Name: Hashable {
    let decision: DecisionReference
    let action: ExactText

    init?(_ record: Contact) {
      guard let decision = record.decision else { return nil }
      self.decision = decision
      action = ExactText(record.actionID)
    }
  }

  private var names: [Name?]
  private var firsts: [Name: Int] = [:]
  /// Those of which a record says that it was not sent.
  private var released: Set<Name> = []
  /// Those of which a record says that it was made.
  private var made: Set<Name> = []
  /// Records that name no decision and say that something was not sent: they take away only themselves.
  private var releasedAlone: Set<Int> = []

  init(_ records: [Contact]) {
    names = records.map { Name($0) }
    for (index, record) in records.enumerated() {
      let wasNotSent = record.outcomes.contains(OutcomeSet(.notSent))
      guard let name = names[index] else {
        if wasNotSent { releasedAlone.insert(index) }
        continue
      }
      if firsts[name] == nil { firsts[name] = index }
      if wasNotSent { released.insert(name) }
      if record.origin != .presumed { made.insert(name) }
    }
  }

  func join(_ sets: inout JoinedSets) {
    for (index, name) in names.enumerated() {
      if let first = name.flatMap({ firsts[$0] }), first != index { sets.join(first, index) }
    }
  }

  func isReleased(_ index: Int) -> Bool {
    guard let name = names[index] else { return releasedAlone.contains(index) }
    return released.contains(name)
  }

  /// Whether a record may find others by its instant: not what was not sent, nor what only says what came of a contact
  /// that is known.
  func meetsByTime(_ index: Int, _ record: Contact) -> Bool {
    guard record.at != nil, !isReleased(index) else { return false }
    guard record.origin == .presumed, let name = names[index] else { return true }
    return !made.contains(name)
  }
}

/// Sets of records that are joined one by one: never two that the daemon reserved under different decisions.
private struct JoinedSets {
  private var parents: [Int]
  /// By root: the decision under which the daemon reserved any of the set.
  private var decisions: [DecisionReference?]

  init(_ records: [Contact]) {
    parents = Array(records.indices)
    decisions = records.map { $0.isReserved ? $0.decision : nil }
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
