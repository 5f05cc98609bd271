/// How often two names came together.
struct PairCounts: Sendable {
  private var counts: [UInt64: Int] = [:]

  mutating func add(_ one: Int, _ other: Int, _ count: Int = 1) {
    counts[UInt64(UInt32(one)) << 32 | UInt64(UInt32(other)), default: 0] += count
  }

  /// In no order.
  var all: [(one: Int, other: Int, count: Int)] {
    counts.map { (Int($0.key >> 32), Int($0.key & 0xFFFF_FFFF), $0.value) }
  }

  func count(_ one: Int, _ other: Int) -> Int {
    counts[UInt64(UInt32(one)) << 32 | UInt64(UInt32(other))] ?? 0
  }
}

/// Counts by the index of a name.
struct IndexedCounts<Count: Sendable>: Sendable {
  private(set) var all: [Count] = []
  private let zero: Count

  init(_ zero: Count) { self.zero = zero }

  subscript(index: Int) -> Count {
    get { index < all.count ? all[index] : zero }
    _modify {
      while all.count <= index { all.append(zero) }
      yield &all[index]
    }
  }
}

/// The few things that were seen within one decision.
struct SeenIndices: Sendable {
  private var all: [Int] = []

  /// Whether this is the first time.
  mutating func add(_ index: Int) -> Bool {
    if all.contains(index) { return false }
    all.append(index)
    return true
  }

  mutating func removeAll() { all.removeAll(keepingCapacity: true) }
}
