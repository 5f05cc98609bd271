extension JSONParser {
  /// The end of `true`, `false` or `null`, given as its bytes in one word.
  @inline(__always) func wordEnd(
    from start: Int, _ word: UInt64, length: Int, _ expected: String
  ) throws(JSONError) -> Int {
    let difference = input.word(at: start) ^ word
    let wrong = difference.trailingZeroBitCount >> 3
    guard wrong >= length else { throw unexpected(at: start + wrong, expected) }
    return start + length
  }

  /// The end of a number by the grammar; its value is worked out when it is asked for.
  func numberEnd(from start: Int) throws(JSONError) -> (end: Int, isInteger: Bool) {
    var end = start
    if input[end] == UInt8(ascii: "-") { end += 1 }
    if input[end] == UInt8(ascii: "0") {
      end += 1
      if isDigit(input[end]) {
        throw JSONError(.invalidNumber, at: end, "a digit after a leading zero, expected a number without it")
      }
    } else {
      end = try digitsEnd(from: end)
    }
    var isInteger = true
    if input[end] == UInt8(ascii: ".") {
      isInteger = false
      end = try digitsEnd(from: end + 1)
    }
    if input[end] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      end += 1
      if input[end] == UInt8(ascii: "-") || input[end] == UInt8(ascii: "+") { end += 1 }
      end = try digitsEnd(from: end)
    }
    return (end, isInteger)
  }

  /// The end of one or more digits.
  @inline(__always) private func digitsEnd(from start: Int) throws(JSONError) -> Int {
    var end = start
    while isDigit(input[end]) { end += 1 }
    guard end > start else { throw unexpected(at: end, "a digit", .invalidNumber) }
    return end
  }

  @inline(__always) private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// The error of a byte, or of the end, that stands where something else was expected.
  @inline(never) func unexpected(
    at position: Int, _ expected: String, _ kind: JSONError.Kind = .unexpectedByte
  ) -> JSONError {
    if position >= input.count {
      return JSONError(.unexpectedEnd, at: input.count, "the text ends too early, expected \(expected)")
    }
    return JSONError(kind, at: position, "unexpected \(shown(at: position)), expected \(expected)")
  }

  @inline(never) func trailing(at position: Int) -> JSONError {
    JSONError(
      isAnotherValue(at: position) ? .anotherValue : .trailingBytes, at: position,
      "\(shown(at: position)) after the end of the value, expected nothing")
  }

  /// Whether an array or an object begins here, perhaps after a comma; or whether a comma is all that is left.
  private func isAnotherValue(at position: Int) -> Bool {
    var position = position
    if input[position] == UInt8(ascii: ",") {
      position = spaceEnd(from: position + 1)
      if position >= input.count { return true }
    }
    return input[position] == UInt8(ascii: "{") || input[position] == UInt8(ascii: "[")
  }

  /// A byte as a message shows it.
  func shown(at position: Int) -> String {
    let byte = input[position]
    if 0x20..<0x7f ~= byte { return "\"\(Unicode.Scalar(byte))\"" }
    return "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
  }
}
