/// A point in time: microseconds since 1970-01-01T00:00:00Z, years 0000 to 9999.
package struct Instant: Sendable, Hashable, Comparable {
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  package static func + (left: Self, right: TimeSpan) -> Self {
    Self(microseconds: left.microseconds + right.microseconds)
  }

  package static func - (left: Self, right: TimeSpan) -> Self {
    Self(microseconds: left.microseconds - right.microseconds)
  }

  package static func - (left: Self, right: Self) -> TimeSpan {
    TimeSpan(microseconds: left.microseconds - right.microseconds)
  }

  /// The first and the last microsecond that RFC 3339 can write.
  package static let writable =
    Instant(microseconds: -62_167_219_200_000_000)...Instant(microseconds: 253_402_300_799_999_999)

  /// Whole seconds since 1970, rounded down.
  package var seconds: Int64 {
    microseconds.quotient(floored: 1_000_000)
  }
}

extension Instant {
  /// Reads an RFC 3339 date and time: `T` or `t`, `Z`, `z` or an offset; digits past the microsecond are
  /// cut off; second 60 is refused. Nil where the text is anything else.
  package init?(rfc3339 text: some StringProtocol) {
    var scanner = DigitScanner(bytes: Array(text.utf8))
    guard let date = scanner.date(), scanner.skip("T") || scanner.skip("t"),
      let hour = scanner.number(digits: 2), hour < 24, scanner.skip(":"),
      let minute = scanner.number(digits: 2), minute < 60, scanner.skip(":"),
      let second = scanner.number(digits: 2), second < 60
    else { return nil }
    var fraction = 0
    if scanner.skip(".") {
      guard let digits = scanner.fraction(digits: 6) else { return nil }
      fraction = digits
    }
    var offset = 0
    if !scanner.skip("Z") && !scanner.skip("z") {
      let east = scanner.skip("+")
      guard east || scanner.skip("-"), let hours = scanner.number(digits: 2), hours < 24, scanner.skip(":"),
        let minutes = scanner.number(digits: 2), minutes < 60
      else { return nil }
      offset = (east ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }
    guard scanner.isAtEnd else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
    // An offset can lead out of the years that can be written.
    guard Self.writable.contains(self) else { return nil }
  }

  /// Reads RFC 3339 or a bare date, which is midnight in a zone.
  package init?(_ text: some StringProtocol, bareDatesIn zone: Zone) {
    var scanner = DigitScanner(bytes: Array(text.utf8))
    if let date = scanner.date(), scanner.isAtEnd {
      self = zone.midnight(of: date)
    } else {
      self.init(rfc3339: text)
    }
  }
}

extension CivilDate {
  /// Reads `2026-09-23`; nil where the text is anything else.
  package init?(_ text: some StringProtocol) {
    var scanner = DigitScanner(bytes: Array(text.utf8))
    guard let date = scanner.date(), scanner.isAtEnd else { return nil }
    self = date
  }
}

/// Reads the fixed-width numbers of a date or a time from the front.
private struct DigitScanner {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  mutating func digit() -> Int? {
    guard position < bytes.count, (48...57).contains(bytes[position]) else { return nil }
    position += 1
    return Int(bytes[position - 1]) - 48
  }

  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let next = digit() else { return nil }
      value = value * 10 + next
    }
    return value
  }

  /// One digit or more; the first few count, the rest is cut off.
  mutating func fraction(digits: Int) -> Int? {
    guard var value = digit() else { return nil }
    var read = 1
    while let next = digit() {
      if read < digits {
        value = value * 10 + next
        read += 1
      }
    }
    while read < digits {
      value *= 10
      read += 1
    }
    return value
  }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with `Z`; a fraction only where it is not zero.
  package var description: String {
    String(decoding: utf8, as: UTF8.self)
  }

  /// The bytes of `description`.
  package var utf8: [UInt8] {
    var bytes: [UInt8] = []
    withUTF8 { bytes = Array($0) }
    return bytes
  }

  /// Lends the bytes of `description`.
  package func withUTF8(_ body: (UnsafeRawBufferPointer) -> Void) {
    let seconds = seconds
    let fraction = Int(microseconds - seconds * 1_000_000)
    let day = Int(seconds.quotient(floored: 86_400))
    let second = Int(seconds) - day * 86_400
    let date = CivilDate(daysSinceEpoch: day)
    var text = DigitText()
    text.append(date.year, digits: 4)
    text.append("-")
    text.append(date.month, digits: 2)
    text.append("-")
    text.append(date.day, digits: 2)
    text.append("T")
    text.append(second / 3_600, digits: 2)
    text.append(":")
    text.append(second / 60 % 60, digits: 2)
    text.append(":")
    text.append(second % 60, digits: 2)
    if fraction != 0 {
      text.append(".")
      text.append(fraction, digits: 6)
      text.removeZeros()
    }
    text.append("Z")
    text.bytes.span.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<text.count])) }
  }
}

/// The text of an instant while it is made.
private struct DigitText {
  private(set) var bytes = InlineArray<27, UInt8>(repeating: 0)
  private(set) var count = 0

  @inline(__always) mutating func append(_ character: Unicode.Scalar) {
    bytes[count] = UInt8(truncatingIfNeeded: character.value)
    count += 1
  }

  @inline(__always) mutating func append(_ value: Int, digits: Int) {
    var rest = value
    var index = count + digits
    while index > count {
      index -= 1
      bytes[index] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    count += digits
  }

  /// Removes the zeros at the end.
  mutating func removeZeros() {
    while bytes[count - 1] == UInt8(ascii: "0") { count -= 1 }
  }
}
