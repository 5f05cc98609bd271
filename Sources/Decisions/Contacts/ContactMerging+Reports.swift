import Rules
import Time

/// Reports that name no decision, and so belong to a contact that has to be found: anew whenever contacts change, so
/// that it does not matter in which order anything was told.
extension ContactMerging {
  /// Adds to the records of a journey's contacts what reports say of them.
  ///
  /// An outcome belongs to the contact of its action and channel whose instant is the latest not later than it; where
  /// there is none it makes one, presumed at its own instant. Something not sent releases the latest contact of its
  /// action and channel that the daemon reserved, not later than it, of which nothing else was told.
  ///
  /// - Parameter reports: each a record of its own, with its one outcome and its instant. A delivery is none of these:
  ///   it is a record of a contact.
  package func records(_ records: [Contact], with reports: [Contact]) -> [Contact] {
    guard !reports.isEmpty else { return records }
    var finding = ContactFinding(records, self)
    let (releases, outcomes) = reports.partitioned { $0.outcomes.contains(OutcomeSet(.notSent)) }
    for report in outcomes.sorted(by: { isEarlier($0, than: $1) }) { finding.attach(report) }
    // Last, since what something came of was sent.
    for report in releases { finding.release(report) }
    return finding.records
  }

  /// Whether a report that something was not sent releases a contact.
  package func releases(_ report: Contact, of records: [Contact], with reports: [Contact]) -> Bool {
    let outcomes = reports.filter { !$0.outcomes.contains(OutcomeSet(.notSent)) }
    var finding = ContactFinding(self.records(records, with: outcomes), self)
    return finding.release(report)
  }
}

private struct ContactFinding {
  private(set) var records: [Contact]
  private var groups: [ContactGroup]

  init(_ records: [Contact], _ merging: ContactMerging) {
    self.records = records
    groups = ContactGroups(records, merging).groups.filter { !$0.isReleased && $0.at != nil }
      .sorted { merging.isEarlier(records[$0.lead], than: records[$1.lead]) }
  }

  mutating func attach(_ report: Contact) {
    if let index = latest(for: report, where: { _ in true }) {
      records[index].results = records[index].results.adding(report.results)
    } else {
      records.append(report)
      groups.append(ContactGroup(presumed: records.count - 1, report))
    }
  }

  @discardableResult
  mutating func release(_ report: Contact) -> Bool {
    let index = latest(for: report) { group in
      group.members.allSatisfy { records[$0].isReserved && records[$0].isUntold }
    }
    guard let index else { return false }
    records[index].results = records[index].results.adding(report.results)
    return true
  }

  /// The first record of the latest contact that a report can mean; of equals the last.
  private func latest(for report: Contact, where suits: (ContactGroup) -> Bool) -> Int? {
    var found: ContactGroup?
    for group in groups {
      guard let at = group.at, let told = report.at, at <= told, group.channel == report.channel,
        records[group.lead].hasAction(of: report), suits(group)
      else { continue }
      if let known = found?.at, known > at { continue }
      found = group
    }
    return found?.lead
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
