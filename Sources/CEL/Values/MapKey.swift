/// A key in the form in which keys that are equal in the language are the same.
enum MapKey: Hashable {
  case bool(Bool)
  case int(Int64)
  /// Beyond the range of int.
  case uint(UInt64)
  case string(CodePoints)

  /// Nil where no key can be equal to the value.
  init?(_ value: Value) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int64(exactly: value).map { .int($0) } ?? .uint(value)
    case .double(let value):
      if let value = Int64(exactly: value) {
        self = .int(value)
      } else if let value = UInt64(exactly: value) {
        self = .uint(value)
      } else {
        return nil
      }
    case .string(let value): self = .string(CodePoints(value))
    default: return nil
    }
  }

  /// Whether two keys are equal, without a hash.
  static func isEqual(_ one: Value, _ other: Value) -> Bool {
    switch (one, other) {
    case (.int(let one), .int(let other)): one == other
    case (.string(let one), .string(let other)): one.sameText(as: other)
    case (.string, _), (_, .string): false
    default:
      if let one = MapKey(one), let other = MapKey(other) { one == other } else { false }
    }
  }
}

/// A text that is equal to another where the code points are.
struct CodePoints: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: CodePoints, other: CodePoints) -> Bool { one.text.sameText(as: other.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether both have the same code points, where `==` has canonically equivalent texts equal.
  @inline(__always)
  func sameText(as other: String) -> Bool {
    let count = utf8.count
    guard count == other.utf8.count else { return false }
    let fast = utf8.withContiguousStorageIfAvailable { one in
      other.utf8.withContiguousStorageIfAvailable { other in
        sameBytes(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
      }
    }
    if let result = fast.flatMap({ $0 }) { return result }
    return utf8.elementsEqual(other.utf8)
  }

  /// Whether as many bytes are the same, eight at a time.
  private func sameBytes(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= one.count {
      let left = one.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard left == other.loadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
      index += 8
    }
    while index < one.count {
      guard one[index] == other[index] else { return false }
      index += 1
    }
    return true
  }

  /// Whether this comes first in the order of code points, which is that of the UTF-8 bytes.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
