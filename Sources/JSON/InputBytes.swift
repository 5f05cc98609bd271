/// The bytes under the parser. Every read is bounded; beyond the end stands a zero byte, which no rule of the
/// grammar accepts. This file is the only place where the parser touches memory.
struct InputBytes {
  private let base: UnsafeRawPointer
  let count: Int

  /// Valid as long as the buffer is.
  init(_ bytes: UnsafeRawBufferPointer) {
    // An empty buffer may have no address; of this one nothing is read, for its count is 0.
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
  }

  /// The byte at an offset that is not negative.
  @inline(__always) subscript(_ offset: Int) -> UInt8 {
    offset < count ? base.load(fromByteOffset: offset, as: UInt8.self) : 0
  }

  /// Eight bytes from an offset that is not negative, the first in the lowest bits.
  @inline(__always) func word(at offset: Int) -> UInt64 {
    if offset &+ 8 <= count {
      return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return tail(from: offset)
  }

  /// What is left of the input from an offset, at most eight bytes of it, the first in the lowest bits.
  private func tail(from offset: Int) -> UInt64 {
    guard offset < count else { return 0 }
    if count >= 8 {
      let last = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
      return last &>> UInt64(8 &* (offset &+ 8 &- count))
    }
    var word: UInt64 = 0
    var index = count
    while index > offset {
      index &-= 1
      word = word &<< 8 | UInt64(self[index])
    }
    return word
  }

  /// Whether these are the same bytes as others.
  func equals(_ other: InputBytes) -> Bool {
    guard count == other.count else { return false }
    var offset = 0
    while offset < count {
      guard word(at: offset) == other.word(at: offset) else { return false }
      offset &+= 8
    }
    return true
  }

  /// Whether two stretches hold the same bytes.
  func equal(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count && self[left].elementsEqual(self[right])
  }

  /// The bytes of a stretch.
  subscript(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// How many values and keys there can be before an error: two bytes each, apart from the first and from
  /// those in containers that are still open.
  func valueBound(maximumDepth: Int) -> Int { (count + min(max(maximumDepth, 0), count)) / 2 + 2 }
}

/// The room for the entries of one text. Every access is bounded.
struct TapeSpace {
  private let base: UnsafeMutableBufferPointer<JSONEntry>

  /// Valid as long as the buffer is.
  init(_ base: UnsafeMutableBufferPointer<JSONEntry>) { self.base = base }

  /// An entry that was appended before.
  @inline(__always) subscript(_ index: Int) -> JSONEntry {
    get {
      precondition(index < base.count)
      return base[index]
    }
    nonmutating _modify {
      precondition(index < base.count)
      yield &base[index]
    }
  }

  /// Adds an entry after the `used` first; its next value is the one that is added next.
  @inline(__always) func append(
    _ kind: JSONKind, from start: Int, to end: Int, flag: Bool, _ used: inout Int
  ) {
    precondition(used < base.count)
    let next = UInt32(truncatingIfNeeded: used &+ 1)
    let entry = JSONEntry(kind, from: start, to: end, next: next, flag: flag)
    base.initializeElement(at: used, to: entry)
    used &+= 1
  }
}

/// Finds the bytes that need a closer look in a string, eight at a time.
enum StringScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that is a quote, a backslash or a control character. Only the lowest bit set
  /// is exact: a borrow may mark bytes above it.
  @inline(__always) static func specials(in word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let marks =
      ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      | ((word &- ones &* 0x20) & ~word)
    return marks & highBits
  }
}
