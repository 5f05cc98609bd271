/// The place of one value, or of one key, in the document that it came from.
@usableFromInline package struct JSONToken: Sendable, Hashable {
  @usableFromInline let index: UInt32

  @inlinable init(_ index: UInt32) { self.index = index }
}

/// What the tape keeps of a value: its place in the text, where the next value stands, its kind and its size.
/// The values of a document follow each other in the order of the text, a key before its value.
@usableFromInline struct JSONEntry: Sendable {
  /// The first byte of the value; for a string the quote.
  @usableFromInline var start: UInt32
  /// The byte after the value. In a container that is still open: the index of the container around it.
  @usableFromInline var end: UInt32
  /// The index of the entry after this value and all that it holds; for a key the hash of its name. In an
  /// object that is still open: the hashes of its keys, folded into a bit set.
  @usableFromInline var next: UInt32
  /// The kind in the low three bits; above it the number of elements or members, or the flags of a scalar.
  @usableFromInline var info: UInt32

  static let kindBits: UInt32 = 3
  /// A bool that is true, a string with escapes, or a number without fraction and exponent.
  @usableFromInline static let flag: UInt32 = 1 << 3

  init(_ kind: JSONKind, from start: Int, to end: Int, next: UInt32, flag: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = next
    info = UInt32(kind.rawValue) | (flag ? Self.flag : 0)
  }

  @inlinable var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: info & 7)) ?? .null }
  @inlinable var count: UInt32 { info >> 3 }
  @inlinable var isFlagged: Bool { info & Self.flag != 0 }
}
