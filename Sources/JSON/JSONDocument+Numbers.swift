extension JSONDocument {
  /// Whether a number has neither fraction nor exponent.
  @inlinable package func isIntegerLiteral(at token: JSONToken) -> Bool {
    entry(token).kind == .number && entry(token).isFlagged
  }

  /// The value of a number that is a whole one: exact where it is written as one, and the double nearest to it where
  /// it is written with a fraction of zero or an exponent (`420.0`, `42e1`); nil for any other value and beyond 64
  /// bits.
  package func int64(at token: JSONToken) -> Int64? {
    guard kind(of: token) == .number else { return nil }
    let literal = DecimalLiteral(rawBytes(of: token))
    guard !isIntegerLiteral(at: token) else { return literal.int64 }
    return literal.isWhole ? double(at: token).flatMap { Int64(exactly: $0) } : nil
  }

  /// The double nearest to a number, ties to even; nil beyond the finite doubles and for any other kind.
  package func double(at token: JSONToken) -> Double? {
    guard kind(of: token) == .number else { return nil }
    let text = rawBytes(of: token)
    if let exact = DecimalLiteral(text).exactDouble { return exact }
    guard let nearest = Double(String(decoding: text, as: UTF8.self)), nearest.isFinite else { return nil }
    return nearest
  }
}

/// A number as it is written: ± digits × 10^exponent, the digits without zeros at either end.
private struct DecimalLiteral {
  private var isNegative = false
  /// The digits; meaningless where there are more than 19.
  private var digits: UInt64 = 0
  private var digitCount = 0
  private var exponent = 0

  /// Takes a text that follows the grammar of numbers.
  init(_ text: ArraySlice<UInt8>) {
    var pendingZeros = 0
    var fractionDigits = 0
    var isFraction = false
    var index = text.startIndex
    scan: while index < text.endIndex {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent = Self.exponent(text[index...])
        break scan
      case UInt8(ascii: "0"):
        if isFraction { fractionDigits += 1 }
        if digitCount > 0 { pendingZeros += 1 }
      default:
        if isFraction { fractionDigits += 1 }
        while pendingZeros > 0 {
          append(0)
          pendingZeros -= 1
        }
        append(UInt64(byte - UInt8(ascii: "0")))
      }
    }
    exponent += pendingZeros - fractionDigits
  }

  private mutating func append(_ digit: UInt64) {
    digits = digits &* 10 &+ digit
    digitCount += 1
  }

  /// An exponent with its sign, held to a size that no text can make up for with zeros.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
    var value = 0
    for byte in text where byte >= UInt8(ascii: "0") {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  var isWhole: Bool { digitCount == 0 || exponent >= 0 }

  var int64: Int64? {
    guard digitCount > 0 else { return 0 }
    guard exponent >= 0, digitCount + exponent <= 19 else { return nil }
    var magnitude = digits
    for _ in 0..<exponent { magnitude *= 10 }
    return isNegative ? Int64(exactly: -Int128(magnitude)) : Int64(exactly: magnitude)
  }

  /// The double, where one rounding gives it: digits and power of ten are both exact doubles.
  var exactDouble: Double? {
    guard digitCount > 0 else { return isNegative ? -0.0 : 0 }
    guard digitCount <= 19, digits < 1 << 53, abs(exponent) <= 22 else { return nil }
    let magnitude =
      exponent < 0 ? Double(digits) / powersOfTen[-exponent] : Double(digits) * powersOfTen[exponent]
    return isNegative ? -magnitude : magnitude
  }
}

/// The powers of ten that are exact doubles.
private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]
