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

  /// Where a record of a contact comes from.
  package enum Origin: UInt8, Sendable {
    /// The daemon reserved it: two of these under different decisions are two contacts, and what one says of kind,
    /// group and caps goes before what others say.
    case reserved
    /// A state, an import or the report of a delivery says that it was made.
    case told
    /// Only what came of it was reported: its instant is that of the earliest outcome, until something better is known.
    case presumed
  }

  /// A kind and a group that no action of the book has any more.
  package final class RetiredWords: Sendable {
    package let kind: String?
    package let group: String?

    package init?(kind: String?, group: String?) {
      guard kind != nil || group != nil else { return nil }
      self.kind = kind
      self.group = group
    }
  }

  /// Index of the action; nil where the book has none of this id.
  package var action: Int?
  package var actionID: String
  /// Index into `RuleBook.kinds`.
  package var kind: Int?
  /// Index into `RuleBook.groups`.
  package var group: Int?
  /// Its kind and group where the book has them no more.
  package var retired: RetiredWords?
  /// Index of the channel.
  package var channel: Int?
  package var at: Instant?
  package var results: ContactResults
  /// The decision that it carries out.
  package var decision: DecisionReference?
  package var countsTowardCaps: Bool
  package var origin: Origin
  /// A number by which whoever gave the record finds it again; -1 where nobody needs to.
  package var source: Int32

  package init(
    action: Int?, actionID: String, kind: Int?, group: Int?, retired: RetiredWords? = nil, channel: Int?,
    at: Instant?, results: ContactResults, decision: DecisionReference?, countsTowardCaps: Bool,
    origin: Origin = .told, source: Int32 = -1
  ) {
    self.action = action
    self.actionID = actionID
    self.kind = kind
    self.group = group
    self.retired = retired
    self.channel = channel
    self.at = at
    self.results = results
    self.decision = decision
    self.countsTowardCaps = countsTowardCaps
    self.origin = origin
    self.source = source
  }

  var isReserved: Bool { origin == .reserved }

  /// Which outcomes there are among its results.
  package var outcomes: OutcomeSet { results.outcomes }

  /// These and what they imply: whoever opened something was delivered it.
  package var impliedOutcomes: OutcomeSet {
    outcomes.isDisjoint(with: .implyingDelivery) ? outcomes : outcomes.union(OutcomeSet(.delivered))
  }

  /// The instant of the first of some outcomes, its own where it is known; nil where there is none of them. A
  /// delivery that is implied only was at the contact's instant.
  func instant(of outcomes: OutcomeSet) -> Instant? {
    guard !outcomes.isDisjoint(with: impliedOutcomes) else { return nil }
    var first: Instant?
    if outcomes.contains(OutcomeSet(.delivered)), !self.outcomes.contains(OutcomeSet(.delivered)),
      !self.outcomes.isDisjoint(with: .implyingDelivery)
    {
      first = at
    }
    for result in results where outcomes.contains(OutcomeSet(result.outcome)) {
      if let at = result.at { first = min(first ?? at, at) }
    }
    return first ?? at
  }
}

extension OutcomeSet {
  /// What happens only to somebody who was delivered something.
  static let implyingDelivery: OutcomeSet = [
    OutcomeSet(.opened), OutcomeSet(.clicked), OutcomeSet(.accepted), OutcomeSet(.dismissed),
    OutcomeSet(.converted),
  ]
}

extension ContactSelector {
  /// Whether every list that is given names the contact's value; what a contact lacks is in no list.
  func selects(_ contact: Contact) -> Bool {
    actions.allows(contact.action) && kinds.allows(contact.kind) && groups.allows(contact.group)
      && channels.allows(contact.channel)
  }
}

extension Optional {
  /// Whether a filter allows a value: no list allows everything, and what is not known is in no list.
  func allows<Value: Equatable>(_ value: Value?) -> Bool where Wrapped == [Value] {
    guard let self else { return true }
    guard let value else { return false }
    return self.contains(value)
  }
}
