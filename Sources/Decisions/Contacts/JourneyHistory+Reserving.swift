package import Rules
package import Time

extension JourneyHistory {
  /// Adds a contact with somebody else of the account.
  package mutating func add(_ contact: Contact, of other: String) {
    let other = ExactText(other)
    if let place = otherJourneys.firstIndex(where: { ExactText($0) == other }) {
      others[place].append(contact)
    } else {
      otherJourneys.append(other.text)
      others.append([contact])
    }
  }
}

extension Contact {
  /// The contact that a recommendation becomes once it is reserved.
  package init(
    reserving item: Decision.Recommended, at now: Instant, under decision: DecisionID, in book: RuleBook
  ) {
    let action = book.actions[item.action]
    self.init(
      action: item.action, actionID: action.id, kind: action.kind, group: action.group, channel: item.channel,
      at: now, results: ContactResults(.delivered, at: now), decision: .id(decision),
      countsTowardCaps: action.countsTowardCaps, origin: .reserved)
  }
}
