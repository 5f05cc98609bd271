/// A decimal number by its digits, of any length: the digits without zeros at either end, and the power of ten that they
/// are multiplied by.
struct Decimal: Equatable {
  private(set) var isNegative = false
  private(set) var digits: [UInt8] = []
  private(set) var exponent = 0

  /// Reads digits with a sign, a point and an exponent, each of which may be missing; nil where it is none.
  init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes.removeFirst()
    }
    if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let power = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)),
        power.magnitude < 1_000_000
      else { return nil }
      exponent = power
      bytes = bytes[..<mark]
    }
    if let point = bytes.firstIndex(of: UInt8(ascii: ".")) {
      exponent -= bytes.endIndex - point - 1
      bytes.remove(at: point)
    }
    guard !bytes.isEmpty, bytes.allSatisfy(\.isASCIIDigit), abs(exponent) < 1_000_000 else { return nil }
    digits = Array(bytes.drop { $0 == UInt8(ascii: "0") })
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }

  /// The shortest digits that give this double and no other. It is finite.
  init(_ value: Double) {
    self = Decimal("\(value)") ?? Decimal()
  }

  private init() {}

  /// Written out where it is short, else with an exponent.
  var text: String {
    guard !digits.isEmpty else { return "0" }
    let sign = isNegative ? "-" : ""
    let text = String(decoding: digits, as: UTF8.self)
    if exponent >= 0 && digits.count + exponent <= 25 {
      return sign + text + String(repeating: "0", count: exponent)
    }
    if exponent < 0 && -exponent < digits.count {
      return "\(sign)\(text.dropLast(-exponent)).\(text.suffix(-exponent))"
    }
    if exponent < 0 && -exponent <= 25 {
      return "\(sign)0.\(String(repeating: "0", count: -exponent - digits.count))\(text)"
    }
    return "\(sign)\(text)e\(exponent)"
  }
}

extension String {
  /// Whether this number is what a double stands for: no digit of it is lost. True for anything but a decimal.
  func isDecimal(of value: Double) -> Bool {
    Decimal(self).map { $0 == Decimal(value) } ?? true
  }
}
