package import Rules

/// An action as it was when a contact with it was made: what counts later is this, not what the rule book says then.
package struct ActionStamp: Sendable, Hashable {
  package let action: ExactText
  package let kind: String?
  package let group: String?
  /// Whether contact caps did not hold it back.
  package let isExempt: Bool
  /// Whether it counts toward caps.
  package let counts: Bool

  package init(action: String, kind: String?, group: String?, isExempt: Bool, counts: Bool) {
    self.action = ExactText(action)
    self.kind = kind
    self.group = group
    self.isExempt = isExempt
    self.counts = counts
  }

  package init(_ action: Action, in book: RuleBook) {
    self.init(
      action: action.id, kind: book.kinds[action.kind], group: action.group.map { book.groups[$0] },
      isExempt: action.isExemptFromCaps, counts: action.countsTowardCaps)
  }
}
