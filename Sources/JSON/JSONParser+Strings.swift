extension JSONParser {
  /// The end of a string from its opening quote: UTF-8, without control characters, its escapes whole.
  @inline(__always) func stringEnd(from start: Int) throws(JSONError) -> (end: Int, hasEscapes: Bool) {
    let end = nextSpecial(from: start &+ 1)
    if input[end] == UInt8(ascii: "\"") { return (end &+ 1, false) }
    return try stringEndPastSpecial(from: end)
  }

  /// The end of a string that holds more than ASCII without escapes, from the first byte that shows it.
  @inline(never) private func stringEndPastSpecial(
    from special: Int
  ) throws(JSONError) -> (end: Int, hasEscapes: Bool) {
    var end = special
    var hasEscapes = false
    var marks = MarkRun()
    while true {
      switch input[end] {
      case UInt8(ascii: "\""):
        return (end + 1, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        let start = end
        end = try escapeEnd(from: end)
        if end - start == 6 {
          try marks.add(Unicode.Scalar(try codeUnit(at: start)), at: start, endingAt: end)
        }
      case 0x80...:
        let start = end
        end = try scalarEnd(from: end)
        try marks.add(scalar(from: start, to: end), at: start, endingAt: end)
      default:
        throw unexpected(
          at: end, end >= input.count ? "a closing quote" : "an escape in its place, such as \\n",
          .controlCharacter)
      }
      end = nextSpecial(from: end)
    }
  }

  /// The scalar whose bytes stand here.
  private func scalar(from start: Int, to end: Int) -> Unicode.Scalar? {
    let lead = UInt32(input[start])
    var value = end - start == 2 ? lead & 0x1f : end - start == 3 ? lead & 0x0f : lead & 0x07
    for index in start + 1..<end { value = value << 6 | UInt32(input[index] & 0x3f) }
    return Unicode.Scalar(value)
  }

  /// The first byte from here that is not plain ASCII inside a string; the end of the input counts as one.
  @inline(__always) private func nextSpecial(from start: Int) -> Int {
    var end = start
    while true {
      let word = input.word(at: end)
      let marks = StringScan.specials(in: word) | word & StringScan.highBits
      guard marks == 0 else { return end &+ marks.trailingZeroBitCount >> 3 }
      end &+= 8
    }
  }

  /// The end of the escape that starts with the backslash here; of a surrogate pair both halves.
  private func escapeEnd(from start: Int) throws(JSONError) -> Int {
    switch input[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      let end = start + 6
      switch try codeUnit(at: start) {
      case 0xd800...0xdbff:
        guard input[end] == UInt8(ascii: "\\"), input[end + 1] == UInt8(ascii: "u"),
          0xdc00...0xdfff ~= (try codeUnit(at: end))
        else {
          throw JSONError(
            .loneSurrogate, at: start, "a high surrogate alone, expected an escaped low surrogate after it")
        }
        return end + 6
      case 0xdc00...0xdfff:
        throw JSONError(
          .loneSurrogate, at: start, "a low surrogate alone, expected an escaped high surrogate before it")
      default:
        return end
      }
    default:
      throw unexpected(at: start + 1, "an escape: one of \"\\/bfnrtu", .invalidEscape)
    }
  }

  /// The four hexadecimal digits of the `\u` that starts here.
  private func codeUnit(at start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for offset in start + 2..<start + 6 {
      guard let digit = hexadecimalValue(input[offset]) else {
        throw unexpected(at: offset, "four hexadecimal digits", .invalidEscape)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The end of the scalar of two to four bytes here, by table 3-7 of the Unicode Standard.
  private func scalarEnd(from start: Int) throws(JSONError) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch input[start] {
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: length = 4
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: length = 0
    }
    let isValid =
      length > 0 && second ~= input[start + 1] && (length < 3 || input[start + 2] & 0xc0 == 0x80)
      && (length < 4 || input[start + 3] & 0xc0 == 0x80)
    guard isValid else {
      throw JSONError(.invalidUTF8, at: start, "a byte that is not UTF-8, expected a whole character")
    }
    return start + length
  }
}

/// The value of a hexadecimal digit.
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// Undoes the escapes of a string whose syntax was checked, given without its quotes.
func unescaped(_ text: some Collection<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var high: UInt32 = 0
  var rest = text.makeIterator()
  while let byte = rest.next() {
    guard byte == UInt8(ascii: "\\"), let escape = rest.next() else {
      result.append(byte)
      continue
    }
    switch escape {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "n"): result.append(0x0a)
    case UInt8(ascii: "f"): result.append(0x0c)
    case UInt8(ascii: "r"): result.append(0x0d)
    case UInt8(ascii: "u"):
      var unit: UInt32 = 0
      for _ in 0..<4 { unit = unit << 4 | UInt32(rest.next().flatMap(hexadecimalValue) ?? 0) }
      switch unit {
      case 0xd800...0xdbff:
        high = unit
      case 0xdc00...0xdfff:
        append(0x10000 + (high & 0x3ff) << 10 + unit & 0x3ff)
      default:
        append(unit)
      }
    default: result.append(escape)
    }
  }
  return result

  func append(_ value: UInt32) {
    result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{fffd}").utf8)
  }
}
