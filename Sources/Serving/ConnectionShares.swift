/// How many connections there may be, and for whom: a tenth is kept for administrators and probes, and no user has
/// more than three quarters.
package struct ConnectionShares: Sendable, Hashable {
  /// What a connection may be used for.
  package enum Place: Sendable, Hashable {
    case open
    /// One of those kept, for somebody who may administer.
    case kept
    /// One of those kept, on which only the probes are answered.
    case probes
  }

  package let limit: Int

  package init(limit: Int) { self.limit = limit }

  /// How many are kept; with fewer than four there is nothing to divide.
  package var kept: Int { limit < 4 ? 0 : max(1, limit / 10) }
  package var open: Int { limit - kept }
  package var perUser: Int { min(open, (3 * limit + 3) / 4) }
  /// How many of those kept are for administrators: the last one is for probes, where it is not the only one.
  package var forAdministrators: Int { kept > 1 ? kept - 1 : kept }
}
