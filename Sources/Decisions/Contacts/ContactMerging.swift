package import Rules
package import Time

/// Makes one contact of the records that speak of it: those of the same decision and action, and those of the same
/// action and channel within a span of each other, from one to the next. Two that the daemon reserved under different
/// decisions are certainly two: where joining would make them one, the later record starts anew, so that what is
/// reserved again and again fills its caps. What was not sent is no contact.
///
/// The same records in another order give the same contacts.
package struct ContactMerging: Sendable {
  let span: TimeSpan
  /// The words of the book by index, which say what stands first where nothing else does.
  let kinds: [String]
  let groups: [String]

  package init(in book: RuleBook) {
    span = book.policies.sameContactWithin
    kinds = book.kinds
    groups = book.groups
  }

  /// For records whose kinds and groups are numbered in the order of their bytes.
  package init(within span: TimeSpan) {
    self.span = span
    kinds = []
    groups = []
  }

  /// The contacts, by instant (those without one last), then action, then channel. It costs least where the records are
  /// few, by instant, and no two of them meet.
  package func contacts(_ records: [Contact]) -> [Contact] {
    areApart(records) ? inOrder(records) : inOrder(joined(records))
  }

  /// A contact with the records that speak of it.
  package struct Gathered {
    package let contact: Contact
    /// The numbers of its records, the earliest first.
    package let sources: [Int32]
    /// The number of the record that says of what kind and group it is.
    package let lead: Int32
  }

  /// The contacts of some records in their order, those that were not sent as well.
  package func gathered(_ records: [Contact]) -> [Gathered] {
    ContactGroups(records, self).groups.map { group in
      Gathered(
        contact: group.merged(records), sources: group.members.map { records[$0].source },
        lead: records[group.lead].source)
    }.sorted { precedes($0.contact, $1.contact) }
  }

  private func joined(_ records: [Contact]) -> [Contact] {
    ContactGroups(records, self).groups.compactMap { $0.isReleased ? nil : $0.merged(records) }
  }

  private func inOrder(_ contacts: [Contact]) -> [Contact] {
    areInOrder(contacts) ? contacts : contacts.sorted { precedes($0, $1) }
  }

  private func areInOrder(_ contacts: [Contact]) -> Bool {
    for index in contacts.indices.dropFirst() {
      if let at = contacts[index].at, let before = contacts[index - 1].at, before < at { continue }
      if precedes(contacts[index], contacts[index - 1]) { return false }
    }
    return true
  }

  /// Whether a few records are as many contacts. Of more than a few it is not asked, since that would take longer
  /// than joining them.
  func areApart(_ records: [Contact]) -> Bool {
    guard records.count <= 16 else { return false }
    for index in records.indices {
      if records[index].outcomes.contains(OutcomeSet(.notSent)) { return false }
      let action = records[index].action
      for earlier in 0..<index {
        // Most differ in their action, which is seen without copying them.
        if let action, let other = records[earlier].action, other != action { continue }
        if meet(records[earlier], records[index]) { return false }
      }
    }
    return true
  }

  /// Whether two records may speak of one contact.
  private func meet(_ one: Contact, _ other: Contact) -> Bool {
    guard one.hasAction(of: other) else { return false }
    return (one.decision != nil && one.decision == other.decision) || areNear(one, other)
  }

  /// Whether they are of one action and channel and within the span of each other.
  func areNear(_ one: Contact, _ other: Contact) -> Bool {
    guard one.hasAction(of: other), one.channel == other.channel, let at = one.at, let otherAt = other.at
    else { return false }
    return max(at, otherAt) - min(at, otherAt) <= span
  }
}

// MARK: - Order

extension ContactMerging {
  /// The order in which records find together: by action and channel, then the earliest first.
  func findsTogether(_ one: Contact, before other: Contact) -> Bool {
    if !one.hasAction(of: other) { return one.hasAction(before: other) }
    if one.channel != other.channel { return one.place < other.place }
    return isEarlier(one, than: other)
  }

  /// Of records of one contact, the earliest stands first. Of one instant that is the daemon's own, then the smaller
  /// in bytes of decision, channel, kind and group.
  func isEarlier(_ one: Contact, than other: Contact) -> Bool {
    if one.at != other.at { return one.time < other.time }
    return isSmaller(one, than: other) ?? false
  }

  /// The order of contacts: by instant, action, channel.
  func precedes(_ one: Contact, _ other: Contact) -> Bool {
    if one.at != other.at { return one.time < other.time }
    if !one.hasAction(of: other) { return one.hasAction(before: other) }
    if one.channel != other.channel { return one.place < other.place }
    return isSmaller(one, than: other) ?? false
  }

  /// Nil where nothing distinguishes them.
  private func isSmaller(_ one: Contact, than other: Contact) -> Bool? {
    if one.isReserved != other.isReserved { return one.isReserved }
    if one.decision != other.decision {
      guard let decision = one.decision else { return true }
      return other.decision.map { decision.precedesInBytes($0) } ?? false
    }
    if one.channel != other.channel { return one.place < other.place }
    if let order = order(kind(of: one), kind(of: other)) ?? order(group(of: one), group(of: other)) {
      return order
    }
    return one.countsTowardCaps == other.countsTowardCaps ? nil : one.countsTowardCaps
  }

  private func order(_ one: Word, _ other: Word) -> Bool? {
    switch (one, other) {
    case (.none, .none): nil
    case (.none, _): true
    case (_, .none): false
    case (.number(let one), .number(let other)): one == other ? nil : one < other
    case (.text(let one), .text(let other)):
      ExactText(one) == ExactText(other) ? nil : bytesPrecede(one, other)
    // Numbers stand for words only where there are none.
    case (.number, .text): true
    case (.text, .number): false
    }
  }

  private enum Word {
    case none
    case number(Int)
    case text(String)
  }

  private func kind(of contact: Contact) -> Word { word(contact.kind, kinds, contact.retired?.kind) }

  private func group(of contact: Contact) -> Word { word(contact.group, groups, contact.retired?.group) }

  private func word(_ index: Int?, _ words: [String], _ retired: String?) -> Word {
    if let index { return words.indices.contains(index) ? .text(words[index]) : .number(index) }
    return retired.map { .text($0) } ?? .none
  }
}

extension Contact {
  /// What orders by instant, and by channel; without an instant last, without a channel first.
  fileprivate var time: Int64 { at?.microseconds ?? .max }
  fileprivate var place: Int { channel ?? -1 }

  func hasAction(of other: Contact) -> Bool {
    if let action, let otherAction = other.action { return action == otherAction }
    return ExactText(actionID) == ExactText(other.actionID)
  }

  /// In the order of ids, in which the indices of actions stand.
  fileprivate func hasAction(before other: Contact) -> Bool {
    if let action, let otherAction = other.action { return action < otherAction }
    return bytesPrecede(actionID, other.actionID)
  }
}
