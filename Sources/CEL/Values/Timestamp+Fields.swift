import Time

extension Timestamp {
  /// What a clock on the wall and a calendar show.
  struct Fields {
    let date: CivilDate
    let dayOfWeek: Int
    let dayOfYear: Int
    let hour: Int
    let minute: Int
    let second: Int
  }

  /// The fields in UTC.
  var fields: Fields { fields(wallClock: seconds) }

  /// The fields in a zone given by its IANA name or a fixed offset such as `+02:00`; nil where there is no such zone.
  func fields(in zone: String, of zones: ZoneTable) -> Fields? {
    if zone == "UTC" { return fields }
    if let offset = Self.offset(zone) { return fields(wallClock: seconds + offset) }
    guard let known = zones.zone(named: zone) else { return nil }
    return fields(wallClock: known.wallClock(at: Instant(microseconds: seconds * 1_000_000)))
  }

  private func fields(wallClock: Int64) -> Fields {
    let day = Int(wallClock.quotient(floored: 86_400))
    let second = Int(wallClock) - day * 86_400
    let date = CivilDate(daysSinceEpoch: day)
    let newYear = CivilDate(year: date.year, month: 1, day: 1)?.daysSinceEpoch ?? day
    let weekday = (day + 4) - (day + 4).quotient(floored: 7) * 7
    return Fields(
      date: date, dayOfWeek: weekday, dayOfYear: day - newYear, hour: second / 3_600,
      minute: second / 60 % 60, second: second % 60)
  }

  /// The seconds of `+hh:mm`, `-hh:mm` or `hh:mm`.
  private static func offset(_ text: String) -> Int64? {
    var bytes = Array(text.utf8)
    var sign: Int64 = 1
    if let first = bytes.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      bytes.removeFirst()
    }
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
      [0, 1, 3, 4].allSatisfy({ Lexer.isDigit(bytes[$0]) })
    else { return nil }
    let digits = bytes.map { Int64($0) - 48 }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
    return hours < 24 && minutes < 60 ? sign * (hours * 3_600 + minutes * 60) : nil
  }
}

extension Timestamp {
  /// Whether a text can stand where a zone is asked for.
  static func isZone(_ text: String) -> Bool { offset(text) != nil || ZoneNames.contains(text) }
}
