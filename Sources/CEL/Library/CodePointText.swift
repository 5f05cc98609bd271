/// A text whose code points are counted and cut, which are the characters of the language.
struct CodePointText {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The number of code points.
  var count: Int { Self.count(bytes[...]) }

  static func count(_ bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// Where a code point starts, in bytes; the number of code points gives the end, what is beyond gives nil.
  func offset(of codePoint: Int64) -> Int? {
    guard codePoint >= 0, codePoint <= bytes.count else { return nil }
    var left = codePoint
    for (position, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if left == 0 { return position }
      left -= 1
    }
    return left == 0 ? bytes.count : nil
  }

  /// The number of code points before a byte.
  func codePoint(at offset: Int) -> Int64 { Int64(Self.count(bytes[..<offset])) }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
