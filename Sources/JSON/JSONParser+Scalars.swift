extension JSONParser {
  /// Reads `true`, `false` or `null`, given as its bytes in one word.
  mutating func parseWord(
    _ word: UInt64, length: Int, _ kind: JSONKind, flag: Bool
  ) throws(JSONError) {
    let difference = input.word(at: position) ^ word
    let wrong = difference.trailingZeroBitCount / 8
    guard wrong >= length else {
      position += wrong
      throw unexpected(kind == .null ? "\"null\"" : flag ? "\"true\"" : "\"false\"")
    }
    append(kind, to: position + length, flag: flag)
  }

  /// Reads a number by the grammar; its value is worked out when it is asked for.
  mutating func parseNumber() throws(JSONError) {
    var end = position
    if input[end] == UInt8(ascii: "-") { end += 1 }
    if input[end] == UInt8(ascii: "0") {
      end += 1
      if isDigit(input[end]) {
        throw JSONError(.invalidNumber, at: end, "a digit after a leading zero, expected a number without it")
      }
    } else {
      end = try skipDigits(from: end)
    }
    var isInteger = true
    if input[end] == UInt8(ascii: ".") {
      isInteger = false
      end = try skipDigits(from: end + 1)
    }
    if input[end] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      end += 1
      if input[end] == UInt8(ascii: "-") || input[end] == UInt8(ascii: "+") { end += 1 }
      end = try skipDigits(from: end)
    }
    append(.number, to: end, flag: isInteger)
  }

  /// The end of one or more digits.
  @inline(__always) private mutating func skipDigits(from start: Int) throws(JSONError) -> Int {
    var end = start
    while isDigit(input[end]) { end += 1 }
    guard end > start else {
      position = end
      throw unexpected("a digit", .invalidNumber)
    }
    return end
  }

  @inline(__always) private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Adds the scalar from the position to its end, and goes there.
  @inline(__always) mutating func append(_ kind: JSONKind, to end: Int, flag: Bool) {
    let next = UInt32(truncatingIfNeeded: tape.count + 1)
    tape.append(JSONEntry(kind, from: position, to: end, next: next, flag: flag))
    position = end
  }

  /// An error at the position, where something else was expected.
  func unexpected(_ expected: String, _ kind: JSONError.Kind = .unexpectedByte) -> JSONError {
    if position >= input.count {
      return JSONError(.unexpectedEnd, at: input.count, "the text ends too early, expected \(expected)")
    }
    return JSONError(kind, at: position, "unexpected \(found), expected \(expected)")
  }

  /// The byte at the position, for a message.
  var found: String {
    let byte = input[position]
    if 0x20..<0x7f ~= byte { return "\"\(Unicode.Scalar(byte))\"" }
    return "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
  }
}
