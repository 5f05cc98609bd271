/// A text that is equal to another only where all code points are: `String` itself treats composed and
/// decomposed characters as equal.
package struct ExactText: Sendable, Hashable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func == (left: Self, right: Self) -> Bool {
    guard left.text.utf8.count == right.text.utf8.count else { return false }
    var (one, other) = (left.text, right.text)
    return one.withUTF8 { one in
      other.withUTF8 { areEqual(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer($0)) }
    }
  }

  /// Whether as many bytes are the same, eight at a time: names are compared for each value of a state.
  private static func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= one.count {
      guard
        one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < one.count {
      guard one[offset] == other[offset] else { return false }
      offset += 1
    }
    return true
  }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
