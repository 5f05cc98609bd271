import Decisions
import Rules
import Time

/// Contacts in little room, found by journey and by account: those that a run is given, and those that it reserves.
struct ContactTable {
  /// What contacts with one action have in common.
  private struct Stamp: Hashable {
    let action: Int?
    let actionID: ExactText
    let kind: Int?
    let group: Int?
    let retiredKind: String?
    let retiredGroup: String?
    let countsTowardCaps: Bool

    init(_ contact: Contact) {
      action = contact.action
      actionID = ExactText(contact.actionID)
      kind = contact.kind
      group = contact.group
      retiredKind = contact.retired?.kind
      retiredGroup = contact.retired?.group
      countsTowardCaps = contact.countsTowardCaps
    }
  }

  private struct Row {
    let at: Instant
    let decision: DecisionID?
    let stamp: Int32
    /// Below zero for none.
    let channel: Int32
    let journey: Int32
    /// Below zero for none.
    let results: Int32
    let nextOfJourney: Int32
    let nextOfAccount: Int32
    let origin: Contact.Origin
  }

  private var rows: [Row] = []
  private var stamps: [(stamp: Stamp, retired: Contact.RetiredWords?)] = []
  private var stampNumbers: [Stamp: Int32] = [:]
  /// Of rows that say more than that something was delivered at their instant.
  private var results: [ContactResults] = []
  private var journeys = RowsByName()
  private var accounts = RowsByName()

  var count: Int { rows.count }

  mutating func add(_ contact: Contact, of journey: String, account: String?) {
    let at = contact.at ?? Instant(microseconds: 0)
    var decision: DecisionID?
    if case .id(let id) = contact.decision { decision = id }
    let isPlain = contact.results == ContactResults(.delivered, at: at)
    if !isPlain { results.append(contact.results) }
    let number = Int32(rows.count)
    let (whose, nextOfJourney) = journeys.add(number, to: journey)
    let nextOfAccount = account.map { accounts.add(number, to: $0).next } ?? -1
    rows.append(
      Row(
        at: at, decision: decision, stamp: self.number(of: contact), channel: Int32(contact.channel ?? -1),
        journey: whose, results: isPlain ? -1 : Int32(results.count - 1), nextOfJourney: nextOfJourney,
        nextOfAccount: nextOfAccount, origin: contact.origin))
  }

  private mutating func number(of contact: Contact) -> Int32 {
    let stamp = Stamp(contact)
    if let known = stampNumbers[stamp] { return known }
    stamps.append((stamp, contact.retired))
    stampNumbers[stamp] = Int32(stamps.count - 1)
    return Int32(stamps.count - 1)
  }

  /// A journey's contacts, in the order in which they were added.
  func contacts(ofJourney journey: String) -> [Contact] {
    var found: [Contact] = []
    var next = journeys.last(of: journey)
    while next >= 0 {
      found.append(contact(next))
      next = rows[Int(next)].nextOfJourney
    }
    found.reverse()
    return found
  }

  /// An account's contacts with whose they are, in the order in which they were added.
  func contacts(ofAccount account: String) -> [(journey: String, contact: Contact)] {
    var found: [(String, Contact)] = []
    var next = accounts.last(of: account)
    while next >= 0 {
      found.append((journeys.names[Int(rows[Int(next)].journey)], contact(next)))
      next = rows[Int(next)].nextOfAccount
    }
    found.reverse()
    return found
  }

  private func contact(_ number: Int32) -> Contact {
    let row = rows[Int(number)]
    let (stamp, retired) = stamps[Int(row.stamp)]
    return Contact(
      action: stamp.action, actionID: stamp.actionID.text, kind: stamp.kind, group: stamp.group,
      retired: retired, channel: row.channel < 0 ? nil : Int(row.channel), at: row.at,
      results: row.results < 0 ? ContactResults(.delivered, at: row.at) : results[Int(row.results)],
      decision: row.decision.map { .id($0) }, countsTowardCaps: stamp.countsTowardCaps, origin: row.origin)
  }
}

/// Which row of a table was added last for each name; others are found from there.
private struct RowsByName {
  private(set) var names: [String] = []
  private var numbers: [ExactText: Int32] = [:]
  private var last: [Int32] = []

  /// - Returns: the number of the name, and the row that was the last one before; below zero for none.
  mutating func add(_ row: Int32, to name: String) -> (number: Int32, next: Int32) {
    if let number = numbers[ExactText(name)] {
      let next = last[Int(number)]
      last[Int(number)] = row
      return (number, next)
    }
    let number = Int32(names.count)
    names.append(name)
    numbers[ExactText(name)] = number
    last.append(row)
    return (number, -1)
  }

  /// Below zero where there is none.
  func last(of name: String) -> Int32 { numbers[ExactText(name)].map { last[Int($0)] } ?? -1 }
}
