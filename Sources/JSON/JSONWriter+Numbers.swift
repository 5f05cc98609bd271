extension JSONWriter {
  mutating func appendInteger(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, decimals: 0)
  }

  /// Appends a finite number by Number::toString of ECMAScript (ECMA-262, 6.1.6.1.20).
  mutating func appendDouble(_ value: Double) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    if let (digits, decimals) = shortDecimal(magnitude) {
      appendDigits(digits, decimals: decimals)
    } else {
      let (digits, exponent) = shortestDigits(of: magnitude)
      appendNumber(digits, exponent)
    }
  }

  /// A number of up to 15 digits, four of them after the point, which is by far the most common sort. Among
  /// decimals of that length no two give the same double, so this one is the shortest that does.
  private func shortDecimal(_ magnitude: Double) -> (digits: UInt64, decimals: Int)? {
    var scale = 1.0
    for decimals in 0...4 {
      let scaled = magnitude * scale
      guard scaled < 1e15 - 1 else { return nil }
      let digits = UInt64(scaled + 0.5)
      if Double(digits) / scale == magnitude { return (digits, decimals) }
      scale *= 10
    }
    return nil
  }

  /// The fewest digits that give this double back, nearest to it where there are several, and n such that it is
  /// 0.digits × 10^n. Swift prints the same digits; only the layout differs.
  private func shortestDigits(of magnitude: Double) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    digits.reserveCapacity(17)
    var exponent = 0
    var pointSeen = false
    var written = 0
    var writtenIsNegative = false
    var isExponent = false
    for byte in magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): writtenIsNegative = true
      case UInt8(ascii: "."): pointSeen = true
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isExponent:
        written = written * 10 + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "0") where digits.isEmpty:
        if pointSeen { exponent -= 1 }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte)
        if !pointSeen { exponent += 1 }
      default: break
      }
    }
    exponent += writtenIsNegative ? -written : written
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, exponent)
  }

  private mutating func appendNumber(_ digits: [UInt8], _ exponent: Int) {
    switch exponent {
    case digits.count...21 where digits.count <= 21:
      bytes.append(contentsOf: digits)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: exponent - digits.count))
    case 1...21:
      bytes.append(contentsOf: digits[..<exponent])
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits[exponent...])
    case -5...0:
      bytes.append(contentsOf: "0.".utf8)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -exponent))
      bytes.append(contentsOf: digits)
    default:
      bytes.append(contentsOf: digits[..<1])
      if digits.count > 1 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(contentsOf: digits[1...])
      bytes.append(contentsOf: exponent > 0 ? "e+".utf8 : "e-".utf8)
      appendDigits((exponent - 1).magnitude, decimals: 0)
    }
  }

  /// Appends digits, the last few of them after a point.
  private mutating func appendDigits(_ digits: some UnsignedInteger, decimals: Int) {
    var digits = UInt64(digits)
    var buffer = InlineArray<24, UInt8>(repeating: 0)
    var start = 24
    var written = 0
    repeat {
      if written == decimals, written > 0 {
        start -= 1
        buffer[start] = UInt8(ascii: ".")
      }
      let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
      start -= 1
      buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder)
      digits = quotient
      written += 1
    } while digits > 0 || written <= decimals
    bytes.append(addingCapacity: 24) { output in
      for index in start..<24 { output.append(buffer[index]) }
    }
  }
}
