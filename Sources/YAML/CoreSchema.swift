/// The values of scalars by the YAML 1.2 core schema.
package enum CoreSchema {
  /// The value of a plain scalar without a tag.
  package static func value(ofPlain text: String) -> Scalar.Value {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      return isNull(text) ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return bool(text).map { .bool($0) } ?? .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return integer(text) ?? float(text).map { .double($0) } ?? .string
    default:
      return .string
    }
  }

  static func isNull(_ text: String) -> Bool {
    switch text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }

  static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// A whole number: decimal with or without a sign, `0o17` or `0x1f`; a double where 64 bits do not hold it.
  static func integer(_ text: String) -> Scalar.Value? {
    let digits: Substring
    let radix: Int
    if text.hasPrefix("0o") {
      (digits, radix) = (text.dropFirst(2), 8)
    } else if text.hasPrefix("0x") {
      (digits, radix) = (text.dropFirst(2), 16)
    } else {
      (digits, radix) = (text.drop(sign: text.utf8.first), 10)
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ isDigit($0, radix: radix) }) else { return nil }
    if let int = Int64(radix == 10 ? text[...] : digits, radix: radix) { return .int(int) }
    if radix == 10 { return Double(text).map { .double($0) } }
    return .double(digits.reduce(0.0) { $0 * Double(radix) + Double($1.hexDigitValue ?? 0) })
  }

  /// A fraction, an exponent, an infinity, or not a number.
  static func float(_ text: String) -> Double? {
    switch text {
    case ".nan", ".NaN", ".NAN": return .nan
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    default: return isDecimal(text) ? Double(text) : nil
    }
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.drop(sign: text.utf8.first).utf8
    func digits() -> Int {
      let count = rest.prefix { isDigit($0, radix: 10) }.count
      rest = rest.dropFirst(count)
      return count
    }
    var count = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      count += digits()
    }
    guard count > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "7"): true
    case UInt8(ascii: "8"), UInt8(ascii: "9"): radix > 8
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix > 10
    default: false
    }
  }
}

extension String {
  fileprivate func drop(sign first: UInt8?) -> Substring {
    first == UInt8(ascii: "+") || first == UInt8(ascii: "-") ? dropFirst() : self[...]
  }
}
