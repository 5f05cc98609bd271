import Diagnostics
import Time

/// What to write for dates in the ways of many countries.
enum MeantDate {
  /// What to do about a text that is no date; nil where nothing is known of it.
  ///
  /// - Parameter zone: of the book, in which a time without an offset is probably meant.
  static func help(_ text: String, in zone: Zone = .utc) -> String? {
    let text = text.trimmed
    if let match = text.wholeMatch(of: /([0-9]{4})[-\/. ]([0-9]{1,2})[-\/. ]([0-9]{1,2})/) {
      return written(year: match.1, month: match.2, day: match.3)
    }
    if let match = text.wholeMatch(of: /([0-9]{4})([0-9]{2})([0-9]{2})/) {
      return written(year: match.1, month: match.2, day: match.3)
    }
    if let match = text.wholeMatch(of: /([0-9]{1,2})([-\/.]) ?([0-9]{1,2})[-\/.] ?([0-9]{4}|[0-9]{2})/) {
      return numbers(match.1, match.3, year: match.4, separator: match.2)
    }
    if let match = text.wholeMatch(of: /([0-9]{1,2})(?:\.|st|nd|rd|th)? (\p{L}+)\.?,? ([0-9]{4})/) {
      return month(match.2).flatMap { written(year: match.3, month: "\($0)", day: match.1) }
    }
    if let match = text.wholeMatch(of: /(\p{L}+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})/) {
      return month(match.1).flatMap { written(year: match.3, month: "\($0)", day: match.2) }
    }
    if let match = text.wholeMatch(of: /([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?/) {
      let time = "\(match.1)T\(match.2)\(match.3 ?? ":00")"
      return "add how far from UTC it is: \(offsets(of: time, in: zone))"
    }
    if text.wholeMatch(of: /[0-9]{4}(-[0-9]{1,2})?/) != nil {
      return "write the day as well: \(text.prefix(4))-01-01"
    }
    switch text.lowercased() {
    case "today", "now", "tomorrow", "yesterday", "i dag", "nu", "heute", "dziś", "dzisiaj":
      return "write the date itself, such as 2026-09-23: a book means the same on every day"
    case "never", "always", "none", "forever", "aldrig", "altid":
      return "leave the key out: that is without end"
    default: break
    }
    if let match = text.lowercased().wholeMatch(
      of: /(?:today|now|i dag|nu|heute|dziś|dzisiaj) ?([+\-]) ?([0-9]+ ?\p{L}+)/)
    {
      let meant = String(match.2).replacing(" ", with: "")
      let written = MeantDuration.help(String(match.2))?.firstMatch(of: /'(.+)'/)?.1
      let span = written.map { String($0) } ?? String(meant)
      return match.1 == "+"
        ? "a time from now is a duration: {in_next: \(span)}, or {later_than: \(span)} for what is further ahead"
        : "a time up to now is a duration: {within: \(span)}, or {older_than: \(span)} for what is longer ago"
    }
    return nil
  }

  /// A time with the offset that it has in the zone of the book, and in UTC.
  private static func offsets(of time: String, in zone: Zone) -> String {
    guard zone.name != Zone.utc.name, let wall = Instant(rfc3339: "\(time)Z")?.seconds else {
      return "'\(time)Z' in UTC, '\(time)+02:00' two hours ahead"
    }
    let minutes = (wall - zone.instant(ofWallClock: wall).seconds) / 60
    func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let size = abs(minutes)
    let offset = "\(minutes < 0 ? "-" : "+")\(twoDigits(size / 60)):\(twoDigits(size % 60))"
    return "'\(time)\(offset)' in \(zone.name), '\(time)Z' in UTC"
  }

  private static func numbers(
    _ first: Substring, _ second: Substring, year: Substring, separator: Substring
  ) -> String? {
    let year = year.count == 2 ? "20\(year)" : String(year)
    guard let first = Int(first), let second = Int(second) else { return nil }
    if first > 12 || (separator != "/" && second <= 12) {
      return written(year: year[...], month: "\(second)", day: "\(first)")
    }
    if second > 12 { return written(year: year[...], month: "\(first)", day: "\(second)") }
    let (a, b) = (date(year, second, first), date(year, first, second))
    return a == b ? "write \(a)" : "write the year first, then the month: \(a) or \(b)"
  }

  private static func written(year: Substring, month: Substring, day: Substring) -> String? {
    guard let month = Int(month), let day = Int(day) else { return nil }
    let date = date(String(year), month, day)
    if CivilDate(date) != nil { return "write \(date)" }
    guard (1...12).contains(month) else { return "there is no month \(month): write year, month, day" }
    return "that month has no day \(day)"
  }

  private static func date(_ year: String, _ month: Int, _ day: Int) -> String {
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// By the first letters in English, Danish, Norwegian, Swedish, German, Dutch, French, Spanish and Polish.
  private static let months: [[String]] = [
    ["jan", "sty", "ene"], ["feb", "fév", "fev", "lut"], ["mar", "mär", "mrt", "maa"],
    ["apr", "avr", "abr", "kwi"],
    ["may", "maj", "mai", "mei"], ["jun", "juin", "cze"], ["jul", "juil", "lip"],
    ["aug", "aoû", "ago", "sie"],
    ["sep", "wrz"], ["oct", "okt", "paź"], ["nov", "lis"], ["dec", "dez", "déc", "dic", "gru"],
  ]

  private static func month(_ name: Substring) -> Int? {
    let name = name.lowercased()
    let matches = months.enumerated().flatMap { month, starts in
      starts.filter { name.hasPrefix($0) }.map { (month: month + 1, length: $0.count) }
    }
    return matches.max { $0.length < $1.length }?.month
  }
}
