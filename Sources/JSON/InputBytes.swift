/// The bytes under the parser: the only place where it touches memory. Every read is bounded; beyond the end
/// stands a zero byte, which no rule of the grammar accepts.
struct InputBytes {
  private let base: UnsafeRawBufferPointer

  /// Valid as long as the buffer is.
  init(_ base: UnsafeRawBufferPointer) { self.base = base }

  var count: Int { base.count }

  /// The byte at an offset that is not negative.
  @inline(__always) subscript(_ offset: Int) -> UInt8 {
    offset < base.count ? base[offset] : 0
  }

  /// Eight bytes from an offset that is not negative, the first in the lowest bits.
  @inline(__always) func word(at offset: Int) -> UInt64 {
    if offset &+ 8 <= base.count {
      return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return tail(from: offset)
  }

  /// What is left of the input from an offset, at most eight bytes of it, the first in the lowest bits.
  private func tail(from offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(self[offset + index]) << UInt64(8 * index) }
    return word
  }

  /// Whether two stretches hold the same bytes.
  func equal(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count && base[left].elementsEqual(base[right])
  }

  /// The bytes of a stretch.
  subscript(_ range: Range<Int>) -> Slice<UnsafeRawBufferPointer> { base[range] }
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
