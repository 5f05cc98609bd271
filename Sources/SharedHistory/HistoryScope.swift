package import Decisions
import PostgreSQL
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

/// Names a write for good; that of a reservation is its decision's id. The last write to a scope is its version: never a
/// counter, and never the same twice, so that what was decided on top of a write that failed fails too, though somebody else wrote meanwhile.
package struct WriteID: Sendable, Hashable {
  let bits: UUIDBits

  init(_ bits: UUIDBits) { self.bits = bits }

  package init(_ decision: DecisionID) { bits = UUIDBits(high: decision.high, low: decision.low) }

  /// One that nobody else has.
  package static func new() -> WriteID {
    var random = SystemRandomNumberGenerator()
    // As RFC 9562 wants them: version 4, variant 2.
    return WriteID(
      UUIDBits(
        high: random.next() & ~0xF000 | 0x4000, low: random.next() & ~(3 << 62) | 2 << 62))
  }
}
