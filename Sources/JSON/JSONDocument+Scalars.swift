extension JSONDocument {
  /// The value of a bool; false for any other kind.
  @inlinable package func bool(at token: JSONToken) -> Bool {
    entry(token).kind == .bool && entry(token).isFlagged
  }

  /// The text of a string or key, unescaped; empty for any other kind.
  package func string(at token: JSONToken) -> String {
    withUTF8(of: token) { String(decoding: $0, as: UTF8.self) }
  }

  /// Lends the UTF-8 of a string or key, unescaped; nothing for any other kind. Copies only where there is an
  /// escape.
  @inlinable package func withUTF8<Result, Failure: Error>(
    of token: JSONToken, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let entry = entry(token)
    guard entry.kind == .string else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let range = Int(entry.start) + 1..<Int(entry.end) - 1
    guard !entry.isFlagged else {
      return try unescapedBytes(in: range).withUnsafeBufferPointer { (bytes) throws(Failure) in
        try body(UnsafeRawBufferPointer(bytes))
      }
    }
    return try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])))
    }
  }

  /// Whether a string or key is this text.
  @inlinable package func equals(_ token: JSONToken, _ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    let entry = entry(token)
    guard entry.kind == .string else { return false }
    if !entry.isFlagged, Int(entry.end &- entry.start) != length + 2 { return false }
    return withUTF8(of: token) { bytes in
      text.withUTF8Buffer { text in bytes.elementsEqual(text) }
    }
  }

  @usableFromInline func unescapedBytes(in range: Range<Int>) -> [UInt8] { unescaped(bytes[range]) }
}
