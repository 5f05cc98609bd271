import Rules
import Time

/// Reports that name no decision, and so belong to a contact that has to be found: anew whenever contacts change, so
/// that it does not matter in which order things are reported.
extension ContactMerging {
  /// Adds to the records of a journey's contacts what reports say of them.
  ///
  /// An outcome belongs to the contact of its action and channel whose instant is the latest not later than it; where
  /// there is none it makes one, presumed at its own instant. Something not sent releases the latest contact of its
  /// action and channel that the daemon reserved, not later than it, of which nothing else was reported.
  ///
  /// - Parameter reports: each a record of its own, with its one outcome and its instant. A delivery is none of these:
  ///   it is a record of a contact.
  package func records(_ records: [Contact], with reports: [Contact]) -> [Contact] {
    guard !reports.isEmpty else { return records }
    var finding = ContactFinding(records, self)
    let (releases, outcomes) = reports.partitioned { $0.outcomes.contains(OutcomeSet(.notSent)) }
    for report in outcomes.sorted(by: isToldBefore) { finding.attach(report) }
    // Last, since what something came of was sent.
    for report in releases { finding.release(report) }
    return finding.records
  }

  /// The order in which reports are looked at: of one instant in that of outcomes.
  private func isToldBefore(_ one: Contact, _ other: Contact) -> Bool {
    if isEarlier(one, than: other) { return true }
    if isEarlier(other, than: one) { return false }
    return one.outcomes.rawValue < other.outcomes.rawValue
  }

  /// Whether a report that something was not sent releases a contact.
  package func releases(_ report: Contact, of records: [Contact], with reports: [Contact]) -> Bool {
    let outcomes = reports.filter { !$0.outcomes.contains(OutcomeSet(.notSent)) }
    var finding = ContactFinding(self.records(records, with: outcomes), self)
    return finding.release(report)
  }
}

/// Contacts by action and channel, each list by instant.
private struct ContactFinding {
  private struct Place: Hashable {
    let action: Int?
    let actionID: ExactText?
    let channel: Int?

    init(_ contact: Contact, channel: Int?) {
      action = contact.action
      actionID = contact.action == nil ? ExactText(contact.actionID) : nil
      self.channel = channel
    }
  }

  private(set) var records: [Contact]
  private var groups: [Place: [ContactGroup]] = [:]

  init(_ records: [Contact], _ merging: ContactMerging) {
    self.records = records
    let known = ContactGroups(records, merging).groups.filter { !$0.isReleased && $0.at != nil }
      .sorted { one, other in
        guard let at = one.at, let otherAt = other.at, at != otherAt else {
          return merging.isEarlier(records[one.lead], than: records[other.lead])
        }
        return at < otherAt
      }
    for group in known {
      groups[Place(records[group.lead], channel: group.channel), default: []].append(group)
    }
  }

  mutating func attach(_ report: Contact) {
    if let group = candidates(for: report).last {
      records[group.lead].results = records[group.lead].results.adding(report.results)
    } else {
      records.append(report)
      groups[Place(report, channel: report.channel), default: []]
        .insert(ContactGroup(presumed: records.count - 1, report), at: 0)
    }
  }

  @discardableResult
  mutating func release(_ report: Contact) -> Bool {
    let group = candidates(for: report).last { group in
      group.members.allSatisfy { records[$0].isReserved && records[$0].isUntold }
    }
    guard let group else { return false }
    records[group.lead].results = records[group.lead].results.adding(report.results)
    return true
  }

  /// The contacts that a report can mean: those not later than it.
  private func candidates(for report: Contact) -> ArraySlice<ContactGroup> {
    guard let told = report.at, let list = groups[Place(report, channel: report.channel)] else { return [] }
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if let at = list[middle].at, at <= told { low = middle + 1 } else { high = middle }
    }
    return list[..<low]
  }
}

extension Contact {
  /// Whether nothing came of a reserved contact but that it was, perhaps, not sent.
  fileprivate var isUntold: Bool {
    results.allSatisfy { $0.outcome == .notSent || $0.outcome == .delivered }
      && results.count { $0.outcome == .delivered } <= 1
  }
}

extension Sequence {
  fileprivate func partitioned(_ isFirst: (Element) -> Bool) -> (first: [Element], second: [Element]) {
    reduce(into: ([], [])) { parts, element in
      if isFirst(element) { parts.0.append(element) } else { parts.1.append(element) }
    }
  }
}
