internal import Glibc
internal import NIOCore

/// Makes spaces of the tabs around the value of `Content-Length`, which the parser does not take though they may stand
/// there (RFC 9110, 5.6.3). It is shown the bytes of one head, in pieces, and what follows in the last of them.
struct LengthLine {
  private static let name = Array("content-length:".utf8)
  private static let feed = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")

  /// The beginning of the line that the bytes so far end in; no more of it than the name is long.
  private var begun: [UInt8] = []
  /// Whether the head has begun: empty lines may stand before it.
  private var hasBegun = false

  mutating func replaceTabs(in buffer: inout ByteBuffer) {
    let places = buffer.withUnsafeReadableBytes { bytes -> [Int] in
      guard let base = bytes.baseAddress else { return [] }
      if memchr(base, CInt(Self.tab), bytes.count) != nil { return tabs(in: bytes) }
      // Nothing to replace: only the line that is under way matters for the next piece.
      if let last = bytes.lastIndex(of: Self.feed) {
        begun = []
        hasBegun = true
        begin(with: bytes[(last + 1)...])
      } else {
        begin(with: bytes[...])
      }
      return []
    }
    for place in places { buffer.setInteger(UInt8(ascii: " "), at: buffer.readerIndex + place) }
  }

  private mutating func begin(with bytes: Slice<UnsafeRawBufferPointer>) {
    guard !bytes.isEmpty else { return }
    hasBegun = true
    for byte in bytes.prefix(Self.name.count - begun.count) { begun.append(byte | 0x20) }
  }

  /// Where tabs stand in the line, up to the end of the head.
  private mutating func tabs(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var places: [Int] = []
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case Self.feed:
        if begun.isEmpty, hasBegun { return places }
        begun = []
      case UInt8(ascii: "\r"): break
      default:
        hasBegun = true
        if byte == Self.tab, begun == Self.name { places.append(place) }
        if begun.count < Self.name.count { begun.append(byte | 0x20) }
      }
    }
    return places
  }
}
