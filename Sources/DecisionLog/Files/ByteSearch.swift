import Glibc

/// Finds some bytes in longer texts, by the skips of Horspool: most bytes of a text are not looked at.
struct ByteSearch: Sendable {
  private let pattern: [UInt8]
  /// By the byte under the pattern's end: how far it may be moved.
  private let skips: [Int]

  init(_ pattern: [UInt8]) {
    self.pattern = pattern
    var skips = [Int](repeating: pattern.count, count: 256)
    for (index, byte) in pattern.dropLast().enumerated() { skips[Int(byte)] = pattern.count - 1 - index }
    self.skips = skips
  }

  /// Where the first line feed stands from some place on.
  static func firstLineFeed(in text: [UInt8], from start: Int) -> Int? {
    text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count else { return nil }
      return memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start).map {
        UnsafeRawPointer($0) - base
      }
    }
  }

  func isIn(_ text: [UInt8]) -> Bool {
    let last = pattern.count - 1
    guard last >= 0 else { return true }
    return text.withUnsafeBufferPointer { text in
      var end = last
      while end < text.count {
        let byte = text[end]
        if byte == pattern[last], text[(end - last)..<end].elementsEqual(pattern[..<last]) { return true }
        end += skips[Int(byte)]
      }
      return false
    }
  }
}
