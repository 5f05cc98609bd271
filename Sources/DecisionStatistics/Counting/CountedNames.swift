package import JSON

/// Names as small numbers, so that what is counted by them is counted in arrays: a document lends the bytes of a name, and
/// a string is made of each name once only.
package struct CountedNames: Sendable {
  package private(set) var names: [String] = []
  private var hashes: [UInt64] = []
  /// By the low bits of a hash, and on from there where that is taken: the index of a name; -1 ends the search.
  private var slots = [Int32](repeating: -1, count: 64)
  private let limit: Int

  /// What stands for all names that come when there are too many.
  package static let rest = "(others)"

  /// - Parameter limit: of how many names each has a number of its own.
  package init(limit: Int = 100_000) { self.limit = limit }

  package mutating func index(of token: JSONToken, in document: borrowing JSONDocument) -> Int {
    document.withUTF8(of: token) { index(ofUTF8: $0) }
  }

  package mutating func index(of name: String) -> Int {
    var name = name
    return name.withUTF8 { index(ofUTF8: UnsafeRawBufferPointer($0)) }
  }

  private mutating func index(ofUTF8 bytes: UnsafeRawBufferPointer) -> Int {
    let hash = Self.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, isName(index, bytes) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    if names.count >= limit, bytes.count != Self.rest.utf8.count || !bytes.elementsEqual(Self.rest.utf8) {
      return index(of: Self.rest)
    }
    slots[slot] = Int32(names.count)
    names.append(String(decoding: bytes, as: UTF8.self))
    hashes.append(hash)
    if 2 * names.count > slots.count { grow() }
    return names.count - 1
  }

  private mutating func isName(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    names[index].withUTF8 { $0.elementsEqual(bytes) }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// FNV-1a, with its high bits folded into the low ones.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ hash >> 32
  }
}
