import Glibc

/// Names by number: those of journeys, or of accounts, compared by their bytes. Numbers of removed names are given again.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var table = SlotTable()
  private var vacant: [Int32] = []

  func number(of name: String) -> Int32? {
    var name = name
    return name.withUTF8 { number(of: $0, hash: Self.hash($0)) }
  }

  private func number(of name: UnsafeBufferPointer<UInt8>, hash: Int) -> Int32? {
    table.row(hash: hash) { number in
      var known = names[Int(number)]
      return known.withUTF8 { known in
        guard known.count == name.count, let one = known.baseAddress, let other = name.baseAddress else {
          return known.count == name.count
        }
        return memcmp(one, other, name.count) == 0
      }
    }
  }

  /// The number of a name, a new one where it has none.
  ///
  /// - Returns: the number, and whether it is new.
  mutating func intern(_ name: String) -> (number: Int32, isNew: Bool) {
    var name = name
    return name.withUTF8 { intern($0) }
  }

  /// - Parameter name: in UTF-8.
  mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> (number: Int32, isNew: Bool) {
    let hash = Self.hash(name)
    if let known = number(of: name, hash: hash) { return (known, false) }
    let text = String(decoding: name, as: UTF8.self)
    let number: Int32
    if let free = vacant.popLast() {
      names[Int(free)] = text
      number = free
    } else {
      number = Int32(names.count)
      names.append(text)
    }
    table.insert(number, hash: hash) { [names] in Self.hash(names[Int($0)]) }
    return (number, true)
  }

  mutating func reserveCapacity(_ count: Int) {
    table.reserveCapacity(count) { [names] in Self.hash(names[Int($0)]) }
  }

  mutating func remove(_ number: Int32) {
    table.remove(number, hash: Self.hash(names[Int(number)]))
    names[Int(number)] = ""
    vacant.append(number)
  }

  private static func hash(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { hash($0) }
  }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(name))
    return hasher.finalize()
  }
}
