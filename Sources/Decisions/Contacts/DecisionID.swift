package import Rules

/// The id of a decision, as small as it is written: equal to another where all code points are.
package enum DecisionID: Sendable, Hashable {
  /// A UUID written in its canonical form and in lower case: its bits, the higher half first.
  case uuid(UInt64, UInt64)
  /// Any other text.
  case text(ExactText)

  package init(_ text: String) {
    self = Self(canonicalUUID: text) ?? .text(ExactText(text))
  }

  private init?(canonicalUUID text: String) {
    guard text.utf8.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (position, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      high = high << 4 | low >> 60
      low = low << 4 | UInt64(digit)
    }
    self = .uuid(high, low)
  }
}

extension DecisionID: Comparable {
  /// UUIDs first; each kind in the order of bytes.
  package static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.uuid(let leftHigh, let leftLow), .uuid(let rightHigh, let rightLow)):
      (leftHigh, leftLow) < (rightHigh, rightLow)
    case (.text(let left), .text(let right)): bytesPrecede(left.text, right.text)
    case (.uuid, .text): true
    case (.text, .uuid): false
    }
  }
}
