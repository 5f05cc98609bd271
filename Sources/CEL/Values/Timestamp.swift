package import Time

/// A point in time with nanoseconds, in the years 1 to 9999.
package struct Timestamp: Sendable, Hashable, Comparable {
  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
  package let seconds: Int64
  /// From 0 to 999,999,999.
  package let nanoseconds: Int32

  static let earliest: Int64 = -62_135_596_800
  static let latest: Int64 = 253_402_300_799

  /// Nil outside the years 1 to 9999.
  package init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard (Self.earliest...Self.latest).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
      return nil
    }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// An instant, which is kept within the years 1 to 9999.
  package init(_ instant: Instant) {
    let seconds = instant.seconds
    self.seconds = min(max(seconds, Self.earliest), Self.latest)
    nanoseconds = Int32(truncatingIfNeeded: (instant.microseconds &- seconds &* 1_000_000) &* 1_000)
  }

  /// The instant, cut off at the microsecond.
  package var instant: Instant {
    Instant(microseconds: seconds * 1_000_000 + Int64(nanoseconds / 1_000))
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.seconds != right.seconds ? left.seconds < right.seconds : left.nanoseconds < right.nanoseconds
  }

  /// Nil where the result is outside the years 1 to 9999.
  func adding(nanoseconds delta: Int64) -> Timestamp? {
    let (whole, part) = delta.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sum = Int64(nanoseconds) + part
    let carry: Int64 = sum < 0 ? -1 : sum >= 1_000_000_000 ? 1 : 0
    return Timestamp(
      seconds: seconds + whole + carry,
      nanoseconds: Int32(truncatingIfNeeded: sum - carry * 1_000_000_000))
  }

  /// Nil where the distance does not fit into a duration.
  package func distance(from other: Timestamp) -> ExpressionDuration? {
    let (whole, overflow) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = whole.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
    return overflow || carry ? nil : ExpressionDuration(nanoseconds: sum)
  }
}

extension Timestamp {
  /// Reads RFC 3339; digits past the nanosecond are cut off. Nil where the text is anything else.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 64 else { return nil }
    var fraction: ArraySlice<UInt8> = []
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { Lexer.isDigit($0) }
      rest = rest.dropFirst(fraction.count + 1)
      guard !fraction.isEmpty else { return nil }
    }
    // Without its fraction the time is whole seconds, which an instant reads.
    guard let instant = Instant(rfc3339: String(decoding: bytes[..<19] + rest, as: UTF8.self)) else {
      return nil
    }
    var nanoseconds: Int32 = 0
    for position in 0..<9 {
      let digit = fraction.dropFirst(position).first.map { Int32($0) - 48 } ?? 0
      nanoseconds = nanoseconds * 10 + digit
    }
    self.init(seconds: instant.seconds, nanoseconds: nanoseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC; a fraction only where it is not zero.
  package var description: String {
    let whole = Instant(microseconds: seconds * 1_000_000).description.dropLast()
    return "\(whole)\(ExpressionDuration.fraction(UInt64(nanoseconds)))Z"
  }
}
