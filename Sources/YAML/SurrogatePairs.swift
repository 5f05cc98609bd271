/// Pairs of escapes as JSON writes a character beyond U+FFFF: `\ud83c\udf89`. YAML 1.2 includes JSON, but libyaml
/// refuses the halves. While it parses, halves of another block of characters that the text does not use stand in for
/// them, which are written in as many letters and so keep positions right: one hexadecimal digit is another one. A text
/// that uses all four such blocks (the upper halves of U+A000, U+B000, U+C000 and U+E000) is left as it is.
struct SurrogatePairs {
  /// The digit in place of the `d`, in lower case: a letter, so that it has the case of the `d`.
  private let digit: UInt8
  /// Where the halves begin that stand in: U+E800 for `e`.
  private let start: UInt32

  /// Replaces the pairs of a text; nil where there are none.
  init?(replacingIn bytes: inout [UInt8]) {
    let pairs = Self.pairs(in: bytes)
    guard !pairs.isEmpty, let digit = Self.freeDigit(in: bytes) else { return nil }
    self.digit = digit
    start = UInt32(digit - UInt8(ascii: "a") + 10) << 12 + 0x800
    for pair in pairs {
      for letter in [pair + 2, pair + 8] { bytes[letter] = digit & 0xDF | bytes[letter] & 0x20 }
    }
  }

  /// A parsed scalar with the text's own characters.
  func restored(_ string: String, isDoubleQuoted: Bool) -> String {
    isDoubleQuoted ? joined(string) : unescaped(string)
  }

  /// The halves were escapes, and libyaml has made characters of them.
  private func joined(_ string: String) -> String {
    guard string.unicodeScalars.contains(where: { isHigh($0.value) }) else { return string }
    var result = String.UnicodeScalarView()
    var high: UInt32?
    for scalar in string.unicodeScalars {
      if isHigh(scalar.value) {
        high = scalar.value - start
      } else if let half = high, (start + 0x400..<start + 0x800).contains(scalar.value) {
        let value = 0x10000 + half << 10 + (scalar.value - start - 0x400)
        result.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        high = nil
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// A backslash is a letter like others here.
  private func unescaped(_ string: String) -> String {
    var bytes = Array(string.utf8)
    for index in bytes.indices.dropLast(5)
    where bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == UInt8(ascii: "u")
      && bytes[index + 2] | 0x20 == digit && Self.isUpperHalf(bytes[index + 3])
    {
      bytes[index + 2] = UInt8(ascii: "D") | bytes[index + 2] & 0x20
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func isHigh(_ value: UInt32) -> Bool { value >= start && value < start + 0x400 }

  // MARK: The text

  /// Where pairs of escapes begin. A backslash that another one escapes begins none.
  private static func pairs(in bytes: [UInt8]) -> [Int] {
    var found: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index + 12 <= bytes.count {
        guard bytes[index] == UInt8(ascii: "\\") else {
          index += 1
          continue
        }
        if half(bytes, at: index).map({ $0 < 0xDC00 }) == true,
          half(bytes, at: index + 6).map({ $0 >= 0xDC00 }) == true
        {
          found.append(index)
          index += 12
        } else {
          index += 2
        }
      }
    }
    return found
  }

  /// The number of an escape that is half of a pair.
  private static func half(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
    guard bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
      bytes[index + 2] | 0x20 == UInt8(ascii: "d"), isUpperHalf(bytes[index + 3])
    else { return nil }
    var value: UInt32 = 0
    for digit in bytes[(index + 2)..<(index + 6)] {
      guard let digit = hexadecimal(digit) else { return nil }
      value = value << 4 + digit
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    default: (0x61...0x66).contains(byte | 0x20) ? UInt32(byte | 0x20) - 0x57 : nil
    }
  }

  /// The digits 8 to f.
  private static func isUpperHalf(_ byte: UInt8) -> Bool { hexadecimal(byte).map { $0 >= 8 } ?? false }

  /// A digit of a block that the text neither writes nor escapes.
  private static func freeDigit(in bytes: [UInt8]) -> UInt8? {
    var used: Set<UInt8> = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where scalar.value & 0xF800 > 0xA000 {
      if scalar.value < 0x10000, scalar.value & 0x800 != 0 { used.insert(UInt8(scalar.value >> 12)) }
    }
    for index in bytes.indices.dropLast(5) where bytes[index] == UInt8(ascii: "\\") {
      let digits = bytes[(index + 1)...].prefix(10).filter { $0 != UInt8(ascii: "0") }
      guard digits.first.map({ $0 | 0x20 == UInt8(ascii: "u") }) == true, digits.count > 2,
        isUpperHalf(digits[digits.startIndex + 2])
      else { continue }
      if let digit = hexadecimal(digits[digits.startIndex + 1]) { used.insert(UInt8(digit)) }
    }
    return Array("eabc".utf8).first { !used.contains($0 - UInt8(ascii: "a") + 10) }
  }
}
