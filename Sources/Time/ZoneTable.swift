import Synchronization

/// Time zones by name, each looked up once. What is no zone is remembered as well, since names come from outside and a
/// look-up reads the machine's time zone database.
///
/// It is made where a program is put together and handed to those that need it; any thread may ask it.
package final class ZoneTable: Sendable {
  /// The longest name, in bytes, that can be a zone's.
  private static let longestName = 64

  private let lookUp: @Sendable (String) -> Zone?
  private let capacity: Int
  private let known = Mutex<(zones: [String: Zone], others: Set<String>)>(([:], []))

  /// - Parameters:
  ///   - capacity: how many names that are no zones are remembered at most. Zones all are: there are only as many as the
  ///     database has.
  ///   - lookUp: a zone by its name, nil where there is none.
  package init(
    capacity: Int = 1_000, lookUp: @escaping @Sendable (String) -> Zone? = { Zone(named: $0) }
  ) {
    self.capacity = capacity
    self.lookUp = lookUp
  }

  /// A zone by its IANA name; nil where there is none.
  package func zone(named name: String) -> Zone? {
    // Texts that only look like a name are equal to it for Swift.
    guard name.utf8.count <= Self.longestName, name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return known.withLock { known in
      if let zone = known.zones[name] { return zone }
      if known.others.contains(name) { return nil }
      if let zone = lookUp(name) {
        known.zones[name] = zone
        return zone
      }
      if known.others.count >= capacity { known.others.removeAll() }
      known.others.insert(name)
      return nil
    }
  }
}
