/// Names to look up the keys of documents among: a document has a hash of each key anyway, so that no string is made of
/// any.
package struct JSONNames: Sendable {
  private struct Name: Sendable {
    let hash: UInt32
    /// Where it stands in `bytes`.
    let range: Range<Int>
  }

  private let bytes: [UInt8]
  private let names: [Name]
  /// By the low bits of a hash, and on from there where that is taken: the index of a name; -1 ends the search. At least
  /// half of them are -1.
  private let slots: [Int32]

  /// - Parameter texts: the names, none of them twice.
  package init(_ texts: [String]) {
    var bytes: [UInt8] = []
    var names: [Name] = []
    var size = 1
    while size < 2 * texts.count { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for text in texts {
      let start = bytes.count
      bytes += text.utf8
      let range = start..<bytes.count
      let hash = bytes.withUnsafeBytes { InputBytes($0).keyHash(of: range) }
      var slot = Int(hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(names.count)
      names.append(Name(hash: hash, range: range))
    }
    self.bytes = bytes
    self.names = names
    self.slots = slots
  }

  /// The index of the name that a key is; nil where it is none of them.
  package func index(of key: JSONToken, in document: borrowing JSONDocument) -> Int? {
    let hash = document.entry(key).next
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if names[index].hash == hash, isName(index, key, in: document) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isName(_ index: Int, _ key: JSONToken, in document: borrowing JSONDocument) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let name = InputBytes(bytes)[names[index].range]
      return document.withUTF8(of: key) { InputBytes($0).equals(InputBytes(name)) }
    }
  }
}
