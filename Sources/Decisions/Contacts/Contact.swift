package import Rules
package import Time

/// Something delivered to somebody, with what came of it. The usual one, delivered under a decision of the daemon's,
/// is made and copied without an allocation.
package struct Contact: Sendable {
  /// What is known to have come of it, and when.
  package struct Result: Sendable, Hashable {
    package let outcome: Outcome
    package let at: Instant?

    package init(_ outcome: Outcome, at: Instant?) {
      self.outcome = outcome
      self.at = at
    }
  }

  /// Index of the action; nil where the book has none of this id.
  package var action: Int?
  package var actionID: String
  /// Index into `RuleBook.kinds`.
  package var kind: Int?
  /// Index into `RuleBook.groups`.
  package var group: Int?
  /// Index of the channel.
  package var channel: Int?
  package var at: Instant?
  package var results: ContactResults
  /// The decision that it carries out.
  package var decision: DecisionReference?
  package var countsTowardCaps: Bool
  /// Whether the daemon recorded it itself: what it then noted of kind, group and caps goes before what others say.
  package var isOwn: Bool

  package init(
    action: Int?, actionID: String, kind: Int?, group: Int?, channel: Int?, at: Instant?,
    results: ContactResults, decision: DecisionReference?, countsTowardCaps: Bool, isOwn: Bool = false
  ) {
    self.action = action
    self.actionID = actionID
    self.kind = kind
    self.group = group
    self.channel = channel
    self.at = at
    self.results = results
    self.decision = decision
    self.countsTowardCaps = countsTowardCaps
    self.isOwn = isOwn
  }

  /// Which outcomes there are among its results.
  package var outcomes: OutcomeSet { results.outcomes }

  /// The instant of the first of some outcomes, its own where it is known; nil where there is none of them.
  func instant(of outcomes: OutcomeSet) -> Instant? {
    guard !outcomes.isDisjoint(with: self.outcomes) else { return nil }
    var first: Instant?
    for result in results where outcomes.contains(OutcomeSet(result.outcome)) {
      if let at = result.at { first = min(first ?? at, at) }
    }
    return first ?? at
  }
}

extension ContactSelector {
  /// Whether every list that is given names the contact's value; what a contact lacks is in no list.
  func selects(_ contact: Contact) -> Bool {
    actions.lets(contact.action) && kinds.lets(contact.kind) && groups.lets(contact.group)
      && channels.lets(contact.channel)
  }

  /// Whether it is about an action, on a channel where it names channels.
  func selects(_ action: ActionRow, index: Int, channel: Int?) -> Bool {
    actions.lets(index) && kinds.lets(action.kind) && groups.lets(action.group)
      && channels.lets(channel)
  }
}

extension Optional {
  /// Whether a filter lets a value pass: no list lets everything, and what is not known is in no list.
  func lets<Value: Equatable>(_ value: Value?) -> Bool where Wrapped == [Value] {
    guard let self else { return true }
    guard let value else { return false }
    return self.contains(value)
  }
}
