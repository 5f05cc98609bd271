import Glibc
import Rules

/// Names by number: those of journeys, or of accounts, compared by their bytes. Numbers of removed names are given again.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var table = SlotTable()
  private var vacant: [Int32] = []
  /// By their spelling, where names are looked for that one may be a slip for.
  private var spellings: SlotTable?
  /// Behind so many places that are taken no more are: names that differ in capitals only can be made up by the million.
  private static let mostTaken = 256

  /// - Parameter findsSimilar: whether names are found that are spelt nearly the same.
  init(findingSimilar findsSimilar: Bool = false) {
    if findsSimilar { spellings = SlotTable() }
  }

  /// Another name that differs in capitals, spaces, hidden characters or encoding only.
  ///
  /// - Parameter isWanted: by its number, whether it is the one that is looked for.
  func similar(to name: String, where isWanted: (Int32) -> Bool = { _ in true }) -> String? {
    guard let spellings else { return nil }
    let (spelling, exact) = (ExactText(name.spelling), ExactText(name))
    return spellings.row(hash: Self.spellingHash(name)) { number in
      let other = names[Int(number)]
      return ExactText(other) != exact && ExactText(other.spelling) == spelling && isWanted(number)
    }.map { names[Int($0)] }
  }

  private mutating func addSpelling(_ number: Int32) {
    let hash = Self.spellingHash(names[Int(number)])
    var taken = 0
    let isFull = spellings?.row(hash: hash) { _ in
      taken += 1
      return taken == Self.mostTaken
    }
    guard isFull == nil else { return }
    spellings?.insert(number, hash: hash) { [names] in Self.spellingHash(names[Int($0)]) }
  }

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
    if spellings != nil { addSpelling(number) }
    return (number, true)
  }

  mutating func reserveCapacity(_ count: Int) {
    table.reserveCapacity(count) { [names] in Self.hash(names[Int($0)]) }
    spellings?.reserveCapacity(count) { [names] in Self.spellingHash(names[Int($0)]) }
  }

  mutating func remove(_ number: Int32) {
    table.remove(number, hash: Self.hash(names[Int(number)]))
    spellings?.remove(number, hash: Self.spellingHash(names[Int(number)]))
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

  /// The hash of the spelling of a name. Of ASCII it is taken without making the text.
  private static func spellingHash(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else {
        return hash(String(decoding: bytes, as: UTF8.self).spelling)
      }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { space in
        var count = 0
        for byte in bytes where byte > 0x20 && byte != 0x7F {
          space[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
          count += 1
        }
        return hash(UnsafeBufferPointer(rebasing: space[..<count]))
      }
    }
  }
}
