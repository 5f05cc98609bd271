/// A JSON text that was read under the strict rules of RFC 8259, as a flat tape of its values.
///
/// The document keeps the bytes; strings and numbers are decoded when they are asked for.
@usableFromInline package struct JSONDocument: Sendable {
  /// The text as it came.
  @usableFromInline package private(set) var bytes: [UInt8]
  @usableFromInline private(set) var tape: [JSONEntry]

  /// The longest text that is read, in bytes.
  package static let maximumLength = 1 << 30

  /// The document `null`.
  package init() {
    bytes = Array("null".utf8)
    tape = [JSONEntry(.null, from: 0, to: 4, next: 1)]
  }

  /// Reads a whole text. Refused beside what the grammar refuses: duplicate keys (compared unescaped), bytes
  /// that are not UTF-8, lone surrogates, a byte-order mark and arrays or objects deeper than `maximumDepth`.
  package init(parsing bytes: [UInt8], maximumDepth: Int = 64) throws(JSONError) {
    self.bytes = bytes
    tape = []
    try Self.read(bytes, into: &tape, maximumDepth: maximumDepth)
  }

  private static func read(
    _ bytes: [UInt8], into tape: inout [JSONEntry], maximumDepth: Int
  ) throws(JSONError) {
    guard bytes.count <= maximumLength else {
      throw JSONError(.tooLong, at: maximumLength, "longer than \(maximumLength) bytes")
    }
    try bytes.withUnsafeBufferPointer { (raw) throws(JSONError) in
      let input = InputBytes(UnsafeRawBufferPointer(raw))
      let bound = input.valueBound(maximumDepth: maximumDepth)
      try tape.append(addingCapacity: bound) { (entries) throws(JSONError) in
        try entries.withUnsafeMutableBufferPointer { (space, used) throws(JSONError) in
          let parser = JSONParser(input: input, tape: TapeSpace(space), maximumDepth: maximumDepth)
          used = try parser.parseText()
        }
      }
    }
  }
}
