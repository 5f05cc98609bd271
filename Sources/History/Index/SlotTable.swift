/// Finds rows of a table by a hash of their keys: open addressing over row numbers, four bytes a place. The keys stay
/// in the rows; whoever calls compares them.
struct SlotTable: Sendable {
  private static let free: Int32 = -1
  private static let left: Int32 = -2

  private var places: [Int32] = Array(repeating: Self.free, count: 16)
  /// Places that are taken, or were.
  private var used = 0
  private var count = 0

  /// The first row with this hash of which `isWanted` is true.
  func row(hash: Int, where isWanted: (Int32) -> Bool) -> Int32? {
    let mask = places.count - 1
    var place = hash & mask
    while places[place] != Self.free {
      let row = places[place]
      if row >= 0, isWanted(row) { return row }
      place = (place + 1) & mask
    }
    return nil
  }

  /// Adds a row, however many there are with its hash.
  ///
  /// - Parameter rehash: gives the hash of a row that is in the table.
  mutating func insert(_ row: Int32, hash: Int, rehash: (Int32) -> Int) {
    if (used + 1) * 4 > places.count * 3 { grow(rehash) }
    place(row, hash)
    count += 1
  }

  mutating func remove(_ row: Int32, hash: Int) {
    let mask = places.count - 1
    var place = hash & mask
    while places[place] != Self.free {
      if places[place] == row {
        places[place] = Self.left
        count -= 1
        return
      }
      place = (place + 1) & mask
    }
  }

  private mutating func place(_ row: Int32, _ hash: Int) {
    let mask = places.count - 1
    var place = hash & mask
    while places[place] >= 0 { place = (place + 1) & mask }
    if places[place] == Self.free { used += 1 }
    places[place] = row
  }

  /// Makes room for so many rows in all.
  mutating func reserveCapacity(_ rows: Int, rehash: (Int32) -> Int) {
    var size = places.count
    while rows * 4 > size * 3 { size *= 2 }
    if size > places.count { resize(to: size, rehash) }
  }

  private mutating func grow(_ rehash: (Int32) -> Int) {
    // Where most were left there is room enough; they only have to go.
    resize(to: (count + 1) * 2 > places.count ? places.count * 2 : places.count, rehash)
  }

  private mutating func resize(to size: Int, _ rehash: (Int32) -> Int) {
    let rows = places
    places = Array(repeating: Self.free, count: size)
    used = 0
    for row in rows where row >= 0 { place(row, rehash(row)) }
  }
}
