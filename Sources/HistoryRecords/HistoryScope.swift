package import Rules

/// What decisions rest on as a whole: all that is known of a journey, or of an account.
package struct HistoryScope: Sendable, Hashable, Comparable {
  /// In the order in which they are locked.
  package enum Kind: Int16, Sendable {
    case account = 0
    case journey = 1
  }

  package let kind: Kind
  package let id: ExactText

  package init(kind: Kind, id: ExactText) {
    self.kind = kind
    self.id = id
  }

  package static func account(_ id: String) -> HistoryScope {
    HistoryScope(kind: .account, id: ExactText(id))
  }
  package static func journey(_ id: String) -> HistoryScope {
    HistoryScope(kind: .journey, id: ExactText(id))
  }

  /// By kind, then by bytes, as the database orders them.
  package static func < (left: Self, right: Self) -> Bool {
    left.kind == right.kind
      ? left.id.text.utf8.lexicographicallyPrecedes(right.id.text.utf8)
      : left.kind.rawValue < right.kind.rawValue
  }
}
