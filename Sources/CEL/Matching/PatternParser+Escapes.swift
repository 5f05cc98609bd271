extension PatternParser {
  /// Reads an escape outside brackets.
  mutating func parseEscape() throws(PatternError) {
    switch peek(1) {
    case "A": add(.assert(.textStart), length: 2)
    case "z": add(.assert(.textEnd), length: 2)
    case "b": add(.assert(.wordBoundary), length: 2)
    case "B": add(.assert(.noWordBoundary), length: 2)
    case "Q": parseQuotation()
    default:
      if let set = try parseClassEscape() {
        add(set)
      } else {
        add(literal: try parseCharacterEscape())
      }
    }
  }

  /// Reads `\Q` and what it makes plain characters of, up to `\E` or the end.
  private mutating func parseQuotation() {
    position += 2
    while let scalar = peek() {
      if scalar == "\\", peek(1) == "E" {
        position += 2
        return
      }
      add(literal: scalar.value)
      position += 1
    }
  }

  /// Reads an escape that stands for one code point.
  mutating func parseCharacterEscape() throws(PatternError) -> UInt32 {
    let start = position
    position += 1
    guard let scalar = peek() else {
      throw error("the pattern ends within an escape; write \\\\ to match a backslash", from: start)
    }
    position += 1
    switch scalar {
    case "a": return 0x07
    case "f": return 0x0C
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "v": return 0x0B
    case "x": return try parseHexadecimal(from: start)
    case "0": return parseOctal(scalar)
    case "1"..."7" where peek().map { ("0"..."7").contains($0) } ?? false: return parseOctal(scalar)
    case "1"..."9": throw error("backreferences are not supported", from: start)
    case "C": throw error("\\C is not supported; write (?s:.) to match any character", from: start)
    case "Z": throw error("\\Z is not supported; write \\z to match at the end of the text", from: start)
    case "a"..."z", "A"..."Z", "\u{80}"...:
      throw error("no such escape; write the character alone to match it", from: start)
    default: return scalar.value
    }
  }

  /// Reads up to two more octal digits.
  private mutating func parseOctal(_ first: Unicode.Scalar) -> UInt32 {
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = peek(), ("0"..."7").contains(digit) else { break }
      value = value * 8 + digit.value - 0x30
      position += 1
    }
    return value
  }

  /// Reads two hexadecimal digits, or any number of them in braces.
  private mutating func parseHexadecimal(from start: Int) throws(PatternError) -> UInt32 {
    let isBraced = consume("{")
    var value: UInt32 = 0
    var count = 0
    while isBraced || count < 2, value <= 0x10FFFF, let scalar = peek() {
      guard let digit = PatternParser.hexadecimalValue(of: scalar) else { break }
      value = value * 16 + digit
      count += 1
      position += 1
    }
    guard value <= 0x10FFFF else {
      throw error("the last code point is \\x{10FFFF}", from: start)
    }
    guard isBraced ? count > 0 && consume("}") : count == 2 else {
      throw error("\\x needs two hexadecimal digits, or any number of them in braces", from: start)
    }
    return value
  }

  private static func hexadecimalValue(of scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "0"..."9": scalar.value - 0x30
    case "a"..."f": scalar.value - 0x61 + 10
    case "A"..."F": scalar.value - 0x41 + 10
    default: nil
    }
  }
}
