import Time

/// Why a computation stopped: the steps are spent, or it failed.
package enum Stop: Error {
  case spent
  case failure(String)
}

/// Counts the steps of one evaluation, and has with it what functions look up.
package struct Meter: Sendable {
  /// The steps that are left; below zero where they are spent.
  package private(set) var remaining: Int

  /// The time zones that functions ask for by name. Not counted as a reference, which would cost as much as a comparison:
  /// whoever evaluates an expression holds the table until it is done.
  unowned(unsafe) let zones: ZoneTable

  init(_ steps: Int, zones: ZoneTable) {
    remaining = steps
    self.zones = zones
  }

  /// Takes one step.
  @inline(__always)
  mutating func step() throws(Stop) {
    remaining &-= 1
    if remaining < 0 { throw .spent }
  }

  /// Takes steps for as many elements.
  package mutating func charge(_ steps: Int) throws(Stop) {
    guard steps <= remaining else {
      remaining = -1
      throw .spent
    }
    remaining -= max(steps, 0)
  }

  /// Takes a step for every 16 bytes of text that are read or made.
  package mutating func charge(bytes: Int) throws(Stop) { try charge(bytes / 16) }

  /// Sets what is left after a computation that counted for itself.
  mutating func settle(_ remaining: Int) { self.remaining = remaining }
}
