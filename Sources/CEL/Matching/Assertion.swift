/// What must hold at a position for a match to go on, without taking a character.
enum Assertion: Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

  func holds(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = position > 0 ? text[position - 1] : nil
    let after = position < text.count ? text[position] : nil
    return switch self {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == UInt8(ascii: "\n")
    case .lineEnd: after == nil || after == UInt8(ascii: "\n")
    case .wordBoundary: Assertion.isWord(before) != Assertion.isWord(after)
    case .noWordBoundary: Assertion.isWord(before) == Assertion.isWord(after)
    }
  }

  /// Whether the byte is one that `\w` takes; bytes of characters beyond ASCII are not.
  private static func isWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
