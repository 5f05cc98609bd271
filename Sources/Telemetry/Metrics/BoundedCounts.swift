/// Counts by keys that come as they are met. Beyond the most that there may be, new ones are counted under one key.
package struct BoundedCounts<Key: Hashable & Sendable>: Sendable {
  private let most: Int
  private let rest: Key
  package private(set) var counts: [Key: Int] = [:]

  /// - Parameters:
  ///   - rest: for keys for which there is no room.
  ///   - most: how many keys there may be beside it.
  package init(rest: Key, most: Int = 5_000) {
    self.rest = rest
    self.most = most
  }

  package mutating func count(_ key: Key) {
    if let index = counts.index(forKey: key) {
      counts.values[index] += 1
    } else {
      counts[counts.count < most ? key : rest, default: 0] += 1
    }
  }
}
