/// Reads the values of number and text literals.
enum Literals {
  /// The value of a number as written, with a minus sign where it had one.
  static func number(_ spelling: String, isNegative: Bool, at range: Range<Int>) throws(ExpressionProblem)
    -> Value
  {
    let digits = spelling.utf8
    let isHex = spelling.hasPrefix("0x") || spelling.hasPrefix("0X")
    let isUnsigned = spelling.hasSuffix("u") || spelling.hasSuffix("U")
    if !isHex && digits.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) {
      guard !isUnsigned, let value = Double(spelling), value.isFinite else {
        throw ExpressionProblem(.syntax, at: range, "'\(spelling)' is not a number that fits")
      }
      return .double(isNegative ? -value : value)
    }
    let magnitude = UInt64(
      spelling.dropFirst(isHex ? 2 : 0).dropLast(isUnsigned ? 1 : 0), radix: isHex ? 16 : 10)
    if isUnsigned {
      guard let magnitude, !isNegative || magnitude == 0 else {
        throw ExpressionProblem(
          .syntax, at: range, "'\(isNegative ? "-" : "")\(spelling)' does not fit into a uint")
      }
      return .uint(magnitude)
    }
    if let magnitude {
      if let value = Int64(exactly: magnitude) { return .int(isNegative ? -value : value) }
      if isNegative && magnitude == Int64.min.magnitude { return .int(.min) }
    }
    throw ExpressionProblem(
      .syntax, at: range, "'\(isNegative ? "-" : "")\(spelling)' does not fit into an int",
      help: isHex ? nil : "write `\(spelling).0` for a double")
  }

  /// The value of a string or bytes literal that stands at an offset of the text.
  static func text(_ bytes: ArraySlice<UInt8>) throws(ExpressionProblem) -> Value {
    var reader = TextReader(bytes)
    return try reader.read()
  }
}

/// Reads one string or bytes literal.
private struct TextReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private let end: Int
  private let isRaw: Bool
  private let isBytes: Bool
  private var output: [UInt8] = []

  init(_ bytes: ArraySlice<UInt8>) {
    let prefix = bytes.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    let quote = bytes.dropFirst(prefix.count)
    let isTriple = quote.count >= 6 && quote.prefix(3).allSatisfy { $0 == quote.first }
    self.bytes = bytes
    position = prefix.endIndex + (isTriple ? 3 : 1)
    end = bytes.endIndex - (isTriple ? 3 : 1)
    isRaw = prefix.contains { $0 | 0x20 == UInt8(ascii: "r") }
    isBytes = prefix.contains { $0 | 0x20 == UInt8(ascii: "b") }
  }

  mutating func read() throws(ExpressionProblem) -> Value {
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") && !isRaw {
        try escape()
      } else if byte == UInt8(ascii: "\r") {
        // Line ends within triple quotes are line feeds.
        output.append(UInt8(ascii: "\n"))
        position += position + 1 < end && bytes[position + 1] == UInt8(ascii: "\n") ? 2 : 1
      } else {
        output.append(byte)
        position += 1
      }
    }
    return isBytes ? .bytes(output) : .string(String(decoding: output, as: UTF8.self))
  }

  private mutating func escape() throws(ExpressionProblem) {
    let start = position
    guard position + 1 < end else { throw bad(start, length: 1) }
    let letter = bytes[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "a"): output.append(7)
    case UInt8(ascii: "b"): output.append(8)
    case UInt8(ascii: "f"): output.append(12)
    case UInt8(ascii: "n"): output.append(10)
    case UInt8(ascii: "r"): output.append(13)
    case UInt8(ascii: "t"): output.append(9)
    case UInt8(ascii: "v"): output.append(11)
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      output.append(letter)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): try octet(digits(2, radix: 16, from: start))
    case UInt8(ascii: "u") where !isBytes:
      try scalar(surrogatePair(digits(4, radix: 16, from: start)), from: start)
    case UInt8(ascii: "U") where !isBytes: try scalar(digits(8, radix: 16, from: start), from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      position -= 1
      try octet(digits(3, radix: 8, from: start))
    default: throw bad(start, length: 2)
    }
  }

  private mutating func digits(_ count: Int, radix: Int, from start: Int) throws(ExpressionProblem) -> UInt32
  {
    guard position + count <= end,
      bytes[position..<(position + count)].allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(String(decoding: bytes[position..<(position + count)], as: UTF8.self), radix: radix)
    else { throw bad(start, length: min(position + count, end) - start) }
    position += count
    return value
  }

  /// In bytes an octet, in strings a code point.
  private mutating func octet(_ value: UInt32) {
    if isBytes || value < 0x80 {
      output.append(UInt8(truncatingIfNeeded: value))
    } else {
      output.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
  }

  /// The code point that two escapes for UTF-16 units stand for; the second is consumed.
  private mutating func surrogatePair(_ high: UInt32) -> UInt32 {
    guard (0xD800..<0xDC00).contains(high), position + 6 <= end, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u"),
      let low = UInt32(String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16),
      (0xDC00..<0xE000).contains(low)
    else { return high }
    position += 6
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  private mutating func scalar(_ value: UInt32, from start: Int) throws(ExpressionProblem) {
    guard let scalar = Unicode.Scalar(value) else { throw bad(start, length: position - start) }
    output.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private func bad(_ start: Int, length: Int) -> ExpressionProblem {
    var stop = start + max(length, 1)
    while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    let spelling = String(decoding: bytes[start..<min(stop, bytes.endIndex)], as: UTF8.self)
    return ExpressionProblem(
      .syntax, at: start..<min(stop, bytes.endIndex), "'\(spelling)' is no escape sequence",
      help: "write `\\\\` for a backslash, or put `r` before the quotes")
  }
}
