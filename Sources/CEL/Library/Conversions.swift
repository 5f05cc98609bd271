extension Library {
  private static let range = Stop.failure("out of range")

  static let conversions: [Function] = [
    Function(
      "bool",
      [
        .global(Bool.self) { a, _ in a },
        .global(String.self) { text, _ throws(Stop) in
          switch text {
          case "1", "t", "T", "true", "TRUE", "True": return true
          case "0", "f", "F", "false", "FALSE", "False": return false
          default: throw .failure("the text is no bool")
          }
        },
      ]),
    Function(
      "int",
      [
        .global(Int64.self) { a, _ in a },
        .global(UInt64.self) { a, _ throws(Stop) in
          guard let value = Int64(exactly: a) else { throw range }
          return value
        },
        .global(Double.self) { a, _ throws(Stop) in
          // 2^63 is a double, 2^63 - 1 is not; both ends are refused as they may have been rounded.
          guard a > -0x1p63, a < 0x1p63 else { throw range }
          return Int64(a)
        },
        .global(String.self) { text, _ throws(Stop) in
          guard let value = Int64(text) else { throw .failure("the text is no int") }
          return value
        },
        .global(Timestamp.self) { a, _ in a.seconds },
      ]),
    Function(
      "uint",
      [
        .global(UInt64.self) { a, _ in a },
        .global(Int64.self) { a, _ throws(Stop) in
          guard let value = UInt64(exactly: a) else { throw range }
          return value
        },
        .global(Double.self) { a, _ throws(Stop) in
          guard a >= 0, a < 0x1p64 else { throw range }
          return UInt64(a)
        },
        .global(String.self) { text, _ throws(Stop) in
          guard let value = UInt64(text), text.utf8.first.map(Lexer.isDigit) == true else {
            throw .failure("the text is no uint")
          }
          return value
        },
      ]),
    Function(
      "double",
      [
        .global(Double.self) { a, _ in a },
        .global(Int64.self) { a, _ in Double(a) },
        .global(UInt64.self) { a, _ in Double(a) },
        .global(String.self) { text, meter throws(Stop) in
          try meter.charge(bytes: text.utf8.count)
          guard let value = double(text) else { throw .failure("the text is no double") }
          return value
        },
      ]),
    Function(
      "string",
      [
        .global(String.self) { a, _ in a },
        .global(Bool.self) { a, _ in a ? "true" : "false" },
        .global(Int64.self) { a, _ in String(a) },
        .global(UInt64.self) { a, _ in String(a) },
        .global(Double.self) { a, _ in Formatting.shortest(a) },
        .global([UInt8].self) { bytes, meter throws(Stop) in
          try meter.charge(bytes: bytes.count)
          guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .failure("the bytes are not UTF-8")
          }
          return text
        },
        .global(Timestamp.self) { a, _ in a.description },
        .global(ExpressionDuration.self) { a, _ in a.description },
      ]),
    Function(
      "bytes",
      [
        .global([UInt8].self) { a, _ in a },
        .global(String.self) { text, meter throws(Stop) in
          try meter.charge(bytes: text.utf8.count)
          return Array(text.utf8)
        },
      ]),
    Function(
      "timestamp",
      [
        .global(Timestamp.self) { a, _ in a },
        .global(String.self) { text, _ throws(Stop) in
          guard let value = Timestamp(text) else { throw .failure("the text is no timestamp") }
          return value
        },
        .global(Int64.self) { seconds, _ throws(Stop) in
          guard let value = Timestamp(seconds: seconds) else { throw range }
          return value
        },
      ]),
    Function(
      "duration",
      [
        .global(ExpressionDuration.self) { a, _ in a },
        .global(String.self) { text, meter throws(Stop) in
          try meter.charge(bytes: text.utf8.count)
          guard let value = ExpressionDuration(text) else { throw .failure("the text is no duration") }
          return value
        },
      ]),
  ]

  /// Decimal notation, or a name of an infinity or of not a number.
  private static func double(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
      Lexer.isDigit(byte) || [UInt8](".+-eE".utf8).contains(byte)
    }
    if isDecimal {
      guard let value = Double(text), value.isFinite else { return nil }
      return value
    }
    switch text.lowercased() {
    case "nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }
}
