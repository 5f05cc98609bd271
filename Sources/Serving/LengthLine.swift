internal import Glibc
internal import NIOCore

/// Makes spaces of the tabs around the value of `Content-Length`, which the parser does not take though they may stand
/// there (RFC 9110, 5.6.3). It is shown the bytes of one head, in pieces, and what follows in the last of them.
struct LengthLine {
  private static let name = Array("content-length:".utf8)
  private static let feed = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")

  /// How much of the name the line under way began with; nil once it is another line.
  private var matched: Int? = 0
  /// Whether nothing of the line under way has come.
  private var isBlank = true
  /// Whether the head has begun: empty lines may stand before it.
  private var hasBegun = false

  mutating func replaceTabs(in buffer: inout ByteBuffer) {
    let places = buffer.withUnsafeReadableBytes { bytes -> [Int] in
      guard let base = bytes.baseAddress else { return [] }
      if memchr(base, CInt(Self.tab), bytes.count) != nil { return tabs(in: bytes) }
      // Nothing to replace: only the line that is under way matters for the next piece.
      var line = bytes[...]
      if let last = bytes.lastIndex(of: Self.feed) {
        hasBegun = true
        beginLine()
        line = bytes[(last + 1)...]
      }
      for byte in line.prefix(Self.name.count) { advance(byte) }
      return []
    }
    for place in places { buffer.setInteger(UInt8(ascii: " "), at: buffer.readerIndex + place) }
  }

  private mutating func beginLine() {
    matched = 0
    isBlank = true
  }

  private mutating func advance(_ byte: UInt8) {
    isBlank = false
    hasBegun = true
    guard let count = matched, count < Self.name.count else { return }
    matched = byte | 0x20 == Self.name[count] ? count + 1 : nil
  }

  /// Where tabs stand in the line, up to the end of the head.
  private mutating func tabs(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var places: [Int] = []
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case Self.feed:
        if isBlank, hasBegun { return places }
        beginLine()
      case UInt8(ascii: "\r"): break
      default:
        if byte == Self.tab, matched == Self.name.count { places.append(place) }
        advance(byte)
      }
    }
    return places
  }
}
