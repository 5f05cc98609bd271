import Decisions
import HistoryRecords
import Rules
import Time

extension HistoryIndex {
  /// Adds a contact with an id of its own.
  ///
  /// - Parameter account: -1 for none.
  /// - Returns: the number of its row.
  mutating func add(
    id: Int64? = nil, journey: Int32, account: Int32, stamp: Int32, channel: Int32, at: Instant,
    decision: DecisionID?, isDelivered: Bool, origin: RowOrigin
  ) -> Int32 {
    var row = IndexedContact(
      id: id ?? nextContactID, at: at.microseconds, decision: decision ?? IndexedContact.noDecision,
      stamp: stamp,
      journey: journey, account: account, channel: channel, isDelivered: isDelivered,
      origin: origin)
    nextContactID = max(nextContactID, row.id + 1)
    row.nextOfJourney = firstContacts[Int(journey)]
    if row.account >= 0 { row.nextOfAccount = firstOfAccounts[Int(row.account)] }
    let number = contacts.add(row)
    if row.nextOfJourney >= 0 { contacts[row.nextOfJourney].previousOfJourney = number }
    firstContacts[Int(journey)] = number
    if row.account >= 0 {
      if row.nextOfAccount >= 0 { contacts[row.nextOfAccount].previousOfAccount = number }
      firstOfAccounts[Int(row.account)] = number
    }
    if row.hasDecision {
      byDecision.insert(number, hash: row.decision.placeHash) { [contacts] in contacts[$0].decision.placeHash
      }
    }
    if row.isFoundByInstant {
      byInstant.insert(number, hash: row.instantHash) { [contacts] in contacts[$0].instantHash }
    }
    return number
  }

  /// Removes a contact with its results.
  mutating func remove(contact number: Int32) {
    let row = contacts[number]
    if row.hasDecision { byDecision.remove(number, hash: row.decision.placeHash) }
    if row.isFoundByInstant { byInstant.remove(number, hash: row.instantHash) }
    if row.previousOfJourney >= 0 {
      contacts[row.previousOfJourney].nextOfJourney = row.nextOfJourney
    } else {
      firstContacts[Int(row.journey)] = row.nextOfJourney
    }
    if row.nextOfJourney >= 0 { contacts[row.nextOfJourney].previousOfJourney = row.previousOfJourney }
    if row.account >= 0 { unlinkFromAccount(row) }
    var result = row.firstResult
    while result >= 0 {
      let next = results[result].next
      results.remove(result, beingForgotten: .vacant)
      result = next
    }
    contacts.remove(number, beingForgotten: .vacant)
  }

  private mutating func unlinkFromAccount(_ row: IndexedContact) {
    if row.previousOfAccount >= 0 {
      contacts[row.previousOfAccount].nextOfAccount = row.nextOfAccount
    } else {
      firstOfAccounts[Int(row.account)] = row.nextOfAccount
    }
    if row.nextOfAccount >= 0 { contacts[row.nextOfAccount].previousOfAccount = row.previousOfAccount }
    if firstOfAccounts[Int(row.account)] < 0 { accounts.remove(row.account) }
  }

  /// The number of an account, which comes into being where it was not known; it goes with the last of its contacts.
  mutating func intern(account: String) -> Int32 {
    var account = account
    return account.withUTF8 { intern(account: $0) }
  }

  mutating func intern(account: UnsafeBufferPointer<UInt8>) -> Int32 {
    let number = accounts.intern(account).number
    if Int(number) == firstOfAccounts.count { firstOfAccounts.append(-1) }
    return number
  }

  /// The contact that a decision made with an action.
  func contact(of decision: DecisionID, action: String) -> Int32? {
    first(of: decision, action) { $0 != .presumed }
  }

  /// What was told of the contact of a decision and an action.
  func presumed(of decision: DecisionID, action: String) -> Int32? {
    first(of: decision, action) { $0 == .presumed }
  }

  private func first(
    of decision: DecisionID, _ action: String, where isRight: (RowOrigin) -> Bool
  ) -> Int32? {
    let action = ExactText(action)
    return byDecision.row(hash: decision.placeHash) { number in
      contacts[number].decision == decision && stamps[Int(contacts[number].stamp)].action == action
        && isRight(contacts[number].origin)
    }
  }

  /// The first row of a journey and an instant that no decision leads to, or that is a report.
  func first(
    ofJourney journey: Int32, at instant: Instant, where isWanted: (Int32) -> Bool
  ) -> Int32? {
    byInstant.row(hash: IndexedContact.instantHash(journey, instant.microseconds)) { number in
      contacts[number].journey == journey && contacts[number].instant == instant && isWanted(number)
    }
  }

  /// The first row of a decision.
  func first(of decision: DecisionID, where isWanted: (Int32) -> Bool) -> Int32? {
    byDecision.row(hash: decision.placeHash) { contacts[$0].decision == decision && isWanted($0) }
  }

  /// Whether a contact is still the one that it was.
  func contains(_ contact: Int32, id: Int64) -> Bool {
    contacts.rows.indices.contains(Int(contact)) && contacts[contact].id == id
  }

  /// Makes room for so many contacts, two or more to a journey.
  mutating func reserveCapacity(contacts count: Int) {
    contacts.reserveCapacity(count)
    byDecision.reserveCapacity(count) { [contacts] in contacts[$0].decision.placeHash }
    journeys.reserveCapacity(count / 2)
  }
}

extension IndexedContact {
  /// Contacts that a decision reserved are found by that, and cost no second place in a table.
  fileprivate var isFoundByInstant: Bool { origin != .reserved || !hasDecision }

  fileprivate var instantHash: Int { Self.instantHash(journey, at) }

  fileprivate static func instantHash(_ journey: Int32, _ microseconds: Int64) -> Int {
    let mixed =
      (UInt64(bitPattern: microseconds) ^ UInt64(UInt32(bitPattern: journey)) << 40)
      &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}

extension DecisionID {
  /// Spread over all bits: ids made one after the other differ in few (Fibonacci hashing).
  fileprivate var placeHash: Int {
    let mixed = (low ^ high) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}
