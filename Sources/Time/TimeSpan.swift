/// An exact length of time in whole microseconds; a day is always 24 hours.
package struct TimeSpan: Sendable, Hashable, Comparable {
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package init(seconds: Int64) {
    microseconds = seconds * 1_000_000
  }

  package static let hour = TimeSpan(seconds: 3_600)
  package static let day = TimeSpan(seconds: 86_400)

  package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  package static func + (left: Self, right: Self) -> Self {
    Self(microseconds: left.microseconds + right.microseconds)
  }

  /// Reads `90s`, `30m`, `12h`, `14d`, `6w` and sums such as `1d12h`: each unit once, in the order w d h m s;
  /// more than zero and at most 100 years of 365 days and 25 leap days. Anything else gives nil.
  package init?(_ text: some StringProtocol) {
    var total: Int64 = 0
    var digits: Int64?
    var nextUnit = 0
    for byte in text.utf8 {
      if byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
        let value = (digits ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
        guard value <= Self.longest else { return nil }
        digits = value
        continue
      }
      guard let count = digits,
        let unit = Self.units[nextUnit...].firstIndex(where: { $0.letter == byte })
      else { return nil }
      total += count * Self.units[unit].seconds
      guard total <= Self.longest else { return nil }
      digits = nil
      nextUnit = unit + 1
    }
    guard digits == nil, total > 0 else { return nil }
    self.init(seconds: total)
  }

  private static let longest: Int64 = (100 * 365 + 25) * 86_400
  private static let units: [(letter: UInt8, seconds: Int64)] = [
    (UInt8(ascii: "w"), 604_800), (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3_600),
    (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
  ]
}

extension TimeSpan {
  /// As rule files have it, in days where they are whole: `180d`, and not `25w5d`.
  package var inDays: String {
    let day = TimeSpan.day.microseconds
    return microseconds % day == 0 && microseconds != 0 ? "\(microseconds / day)d" : description
  }
}

extension TimeSpan: CustomStringConvertible {
  /// The shortest sum of units that says the same, such as `1d12h`.
  package var description: String {
    var rest = microseconds / 1_000_000
    var text = ""
    for unit in Self.units where rest >= unit.seconds {
      text += "\(rest / unit.seconds)\(Character(UnicodeScalar(unit.letter)))"
      rest %= unit.seconds
    }
    return text.isEmpty ? "0s" : text
  }
}
