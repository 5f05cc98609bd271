/// Up to this many members each new key is compared with those before it, where the bit set cannot rule it out;
/// larger objects are sorted once when they end, so that no input makes the work quadratic.
private let comparedMembers: UInt32 = 16

extension JSONParser {
  /// Hashes the key that was just read and refuses it where the object already has it.
  @inline(__always) func noteKey(_ key: Int, of object: inout Container) throws(JSONError) {
    let hash = hash(ofKeyAt: key)
    tape[key].next = hash
    guard object.count < comparedMembers else { return }
    let bit: UInt32 = 1 << (hash & 31)
    if object.keysSeen & bit != 0 { try compare(key, withKeysOfObjectAt: object.index) }
    object.keysSeen |= bit
  }

  @inline(never) private func compare(_ key: Int, withKeysOfObjectAt object: Int) throws(JSONError) {
    let hash = tape[key].next
    var other = object + 1
    while other < key {
      if tape[other].next == hash, equalNames(other, key) { throw duplicate(key) }
      other = Int(tape[other + 1].next)
    }
  }

  /// Refuses a large object that has a key twice; the error stands at the first key that is a repetition.
  @inline(__always) func checkKeys(of object: Container, used: Int) throws(JSONError) {
    if object.count > comparedMembers { try sortKeys(of: object, used: used) }
  }

  private func sortKeys(of object: Container, used: Int) throws(JSONError) {
    var keys: [UInt32] = []
    keys.reserveCapacity(Int(object.count))
    var key = object.index + 1
    while key < used {
      keys.append(UInt32(truncatingIfNeeded: key))
      key = Int(tape[key + 1].next)
    }
    keys.sort { left, right in
      let (leftHash, rightHash) = (tape[Int(left)].next, tape[Int(right)].next)
      if leftHash != rightHash { return leftHash < rightHash }
      return precedes(Int(left), Int(right))
    }
    var repetition: UInt32?
    for (left, right) in zip(keys, keys.dropFirst())
    where tape[Int(left)].next == tape[Int(right)].next && equalNames(Int(left), Int(right)) {
      repetition = min(repetition ?? .max, right)
    }
    if let repetition { throw duplicate(Int(repetition)) }
  }

  private func duplicate(_ key: Int) -> JSONError {
    let range = text(ofKeyAt: key)
    let shown = String(decoding: input[range].prefix(64), as: UTF8.self)
    let name = range.count > 64 ? "\(shown)…" : shown
    return JSONError(
      .duplicateKey, at: Int(tape[key].start), "duplicate key \"\(name)\", expected each key once")
  }

  @inline(__always) private func text(ofKeyAt key: Int) -> Range<Int> {
    Int(tape[key].start) + 1..<Int(tape[key].end) - 1
  }

  private func equalNames(_ left: Int, _ right: Int) -> Bool {
    guard tape[left].isFlagged || tape[right].isFlagged else {
      return input.equal(text(ofKeyAt: left), text(ofKeyAt: right))
    }
    return unescaped(input[text(ofKeyAt: left)]) == unescaped(input[text(ofKeyAt: right)])
  }

  /// An order of keys by name; of equal names the earlier key comes first.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    guard !equalNames(left, right) else { return left < right }
    guard tape[left].isFlagged || tape[right].isFlagged else {
      return input[text(ofKeyAt: left)].lexicographicallyPrecedes(input[text(ofKeyAt: right)])
    }
    return unescaped(input[text(ofKeyAt: left)])
      .lexicographicallyPrecedes(unescaped(input[text(ofKeyAt: right)]))
  }

  @inline(__always) private func hash(ofKeyAt key: Int) -> UInt32 {
    let range = text(ofKeyAt: key)
    return tape[key].isFlagged ? hash(ofEscaped: range) : input.keyHash(of: range)
  }

  @inline(never) private func hash(ofEscaped range: Range<Int>) -> UInt32 {
    let name = unescaped(input[range])
    return name.withUnsafeBytes { InputBytes($0).keyHash(of: 0..<name.count) }
  }
}

extension InputBytes {
  /// A quick hash without a secret: those who force collisions get the sort by names, no more.
  @inline(__always) func keyHash(of range: Range<Int>) -> UInt32 {
    var hash = UInt64(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      var word = word(at: offset)
      let left = range.upperBound - offset
      if left < 8 { word &= (1 << UInt64(8 * left)) - 1 }
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
      offset += 8
    }
    return UInt32(truncatingIfNeeded: hash)
  }
}
