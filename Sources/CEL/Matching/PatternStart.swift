/// Where a match can begin after the start of the text: so that the search skips the rest.
struct PatternStart: Sendable {
  /// Whether a match can begin whatever follows, even the end of the text.
  private var isAnywhere = false
  /// A bit for each byte with which a match can begin.
  private var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// Follows the program up to the first code points it takes, as if every assertion held but the start of
  /// the text.
  init(_ instructions: [Instruction], sets: [PatternProgram.ScalarSet]) {
    var visited = [Bool](repeating: false, count: instructions.count)
    var pending = [0]
    while let index = pending.popLast() {
      guard !visited[index] else { continue }
      visited[index] = true
      switch instructions[index] {
      case .scalar(let value): admit(value)
      case .set(let set): admit(sets[Int(set)])
      case .assert(.textStart): break
      case .assert: pending.append(index + 1)
      case .fork(let offset): pending += [index + 1, index + Int(offset)]
      case .jump(let offset): pending.append(index + Int(offset))
      case .match: isAnywhere = true
      }
    }
  }

  /// Whether a match can begin at this byte, nil being the end of the text.
  func admits(_ byte: UInt8?) -> Bool {
    guard let byte else { return isAnywhere }
    // Not inside a character, though.
    if isAnywhere { return byte & 0xC0 != 0x80 }
    let bit = UInt64(byte & 63)
    return switch byte >> 6 {
    case 0: bytes.0 >> bit & 1 == 1
    case 1: bytes.1 >> bit & 1 == 1
    case 2: bytes.2 >> bit & 1 == 1
    default: bytes.3 >> bit & 1 == 1
    }
  }

  /// The first place from `position` on at which a match can begin, or the end of the text.
  func next(in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
    var position = position
    while position < text.count, !admits(text[position]) { position += 1 }
    return position
  }

  private mutating func admit(_ set: PatternProgram.ScalarSet) {
    bytes.0 |= set.ascii.0
    bytes.1 |= set.ascii.1
    // Which of the many characters beyond ASCII is left to the match itself.
    if !set.ranges.isEmpty { bytes.3 = .max }
  }

  private mutating func admit(_ value: UInt32) {
    switch value {
    case ..<64: bytes.0 |= 1 << UInt64(value)
    case ..<128: bytes.1 |= 1 << UInt64(value - 64)
    default:
      guard let scalar = Unicode.Scalar(value), let lead = UTF8.encode(scalar)?.first else { return }
      bytes.3 |= 1 << UInt64(lead & 63)
    }
  }
}
