package import Time

/// A length of time in nanoseconds, up to about 292 years either way.
package struct ExpressionDuration: Sendable, Hashable, Comparable {
  /// The whole length.
  package let nanoseconds: Int64

  /// A duration of so many nanoseconds.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A time span; one that is too long becomes the longest duration.
  package init(_ span: TimeSpan) {
    let (value, overflow) = span.microseconds.multipliedReportingOverflow(by: 1_000)
    nanoseconds = overflow ? (span.microseconds < 0 ? .min : .max) : value
  }

  package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension ExpressionDuration {
  /// Reads a sum such as `1h45m47.5s` with an optional sign; units h, m, s, ms, us and ns. Nil where the text is
  /// anything else or does not fit.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.elementsEqual([UInt8(ascii: "0")]) {
      self.init(nanoseconds: 0)
      return
    }
    guard !rest.isEmpty else { return nil }
    var total: UInt64 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow, sum <= Int64.min.magnitude else { return nil }
      total = sum
    }
    if total == Int64.min.magnitude {
      guard isNegative else { return nil }
      self.init(nanoseconds: .min)
    } else {
      self.init(nanoseconds: isNegative ? -Int64(total) : Int64(total))
    }
  }

  private static let units: [(name: [UInt8], nanoseconds: UInt64)] = [
    (Array("ns".utf8), 1), (Array("us".utf8), 1_000), (Array("µs".utf8), 1_000), (Array("μs".utf8), 1_000),
    (Array("ms".utf8), 1_000_000), (Array("s".utf8), 1_000_000_000), (Array("m".utf8), 60_000_000_000),
    (Array("h".utf8), 3_600_000_000_000),
  ]

  /// One number with its unit, in nanoseconds.
  private static func part(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    let whole = rest.prefix { Lexer.isDigit($0) }
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { Lexer.isDigit($0) }
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let letters = rest.prefix { $0 != UInt8(ascii: ".") && !Lexer.isDigit($0) }
    guard let unit = units.first(where: { letters.elementsEqual($0.name) }) else { return nil }
    rest = rest.dropFirst(letters.count)
    guard let count = whole.isEmpty ? 0 : UInt64(String(decoding: whole, as: UTF8.self)) else { return nil }
    let (value, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds)
    // A fraction of an hour is less than 2^42 nanoseconds, so its digits do not overflow one by one.
    var scale = unit.nanoseconds
    var part: UInt64 = 0
    for digit in fraction.prefix(18) {
      part += UInt64(digit - 48) * scale / 10
      scale /= 10
      if scale == 0 { break }
    }
    let (sum, carry) = value.addingReportingOverflow(part)
    return overflow || carry ? nil : sum
  }
}

extension ExpressionDuration: CustomStringConvertible {
  /// Seconds with a fraction where it is not zero, such as `1.5s`.
  package var description: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    return "\(sign)\(magnitude / 1_000_000_000)\(Self.fraction(magnitude % 1_000_000_000))s"
  }

  /// Nanoseconds as a decimal fraction with its point, without zeros at the end; empty for zero.
  static func fraction(_ nanoseconds: UInt64) -> String {
    guard nanoseconds > 0 else { return "" }
    let digits = String(nanoseconds)
    var text = "." + String(repeating: "0", count: 9 - digits.count) + digits
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }
}
