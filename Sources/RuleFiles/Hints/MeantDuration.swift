import Diagnostics
import Time

/// What to write for lengths of time in words, in other units, and in other orders.
enum MeantDuration {
  /// What to do about a text that is no duration; nil where nothing is known of it.
  static func help(_ text: String) -> String? {
    let before =
      #/^(?:(?:the |in the )?(?:last|past|previous|next)|within|in|every|each|hver|sidste|næste)\s+/#
    let text = text.trimmed.lowercased().replacing(before, with: "")
    if let span = words[text] { return "write '\(span)'" }
    if text.first == "-" {
      return "durations are longer than zero: write '\(text.dropFirst().trimmed)'"
    }
    if let match = text.wholeMatch(of: /p([0-9]+)([dw])/) { return "write '\(match.1)\(match.2)'" }
    if let match = text.wholeMatch(of: /pt([0-9]+)([hms])/) { return "write '\(match.1)\(match.2)'" }
    let parts = text.matches(of: /([0-9]+(?:[.,][0-9]+)?)\s*(\p{L}+)\.?(?:\s*(?:and|og|und|,)\s+)?\s*/)
    guard !parts.isEmpty, parts.map({ text[$0.range] }).joined() == text else { return nil }
    var seconds: Int64 = 0
    var hasNoUnit = false
    for part in parts {
      guard let unit = unit(of: part.2), let amount = Double(part.1.replacing(",", with: ".")),
        amount * Double(unit.seconds) < 4e9
      else { return nil }
      hasNoUnit = hasNoUnit || unit.isCalendar
      seconds += Int64((amount * Double(unit.seconds)).rounded())
    }
    guard seconds > 0, let written = written(seconds), TimeSpan(written) != nil else { return nil }
    return hasNoUnit
      ? "months and years vary in length: write days, such as '\(written)'" : "write '\(written)'"
  }

  /// The duration that a number with the whole word for a unit can only mean, such as `14 dage`; not one of months.
  static func exact(_ text: String) -> String? {
    guard text.wholeMatch(of: /[0-9]+ ?\p{L}{3,}/) != nil,
      let match = help(text)?.wholeMatch(of: /write '(\w+)'/)
    else { return nil }
    return String(match.1)
  }

  /// Whether it is so few minutes that months may have been meant.
  static func mayMeanMonths(_ text: String) -> Int? {
    guard let match = text.wholeMatch(of: /([0-9]{1,2})m/), let count = Int(match.1), (1...24).contains(count)
    else { return nil }
    return count
  }

  private static let words: [String: String] = [
    "daily": "1d", "day": "1d", "dagligt": "1d", "dag": "1d", "täglich": "1d", "hver dag": "1d",
    "every day": "1d",
    "codziennie": "1d", "dziennie": "1d", "tygodniowo": "7d", "miesięcznie": "30d",
    "weekly": "7d", "week": "7d", "uge": "7d", "ugentligt": "7d", "ugentlig": "7d", "wöchentlich": "7d",
    "monthly": "30d", "month": "30d", "måned": "30d", "månedligt": "30d", "monatlich": "30d", "hourly": "1h",
    "hour": "1h", "time": "1h", "yearly": "365d", "year": "365d", "år": "365d", "årligt": "365d",
    "quarterly": "90d",
    "quarter": "90d", "kvartal": "90d",
  ]

  /// Seconds, and whether the calendar decides how long it is.
  private static func unit(of word: Substring) -> (seconds: Int64, isCalendar: Bool)? {
    switch word {
    case "s", "sec", "secs", "second", "seconds", "sek", "sekund", "sekunder", "sekunden": (1, false)
    case "m", "min", "mins", "minute", "minutes", "minut", "minutter", "minuten", "minuty", "minuta":
      (60, false)
    case "h", "hr", "hrs", "hour", "hours", "t", "time", "timer", "std", "stunde", "stunden", "timmar",
      "godz", "godzina",
      "godziny", "godzin":
      (3_600, false)
    case "d", "day", "days", "dag", "dage", "dagar", "dager", "tag", "tage", "tagen", "jours", "dni", "dzień",
      "dnia":
      (86_400, false)
    case "w", "wk", "wks", "week", "weeks", "u", "uge", "uger", "woche", "wochen", "veckor", "uker",
      "tydzień",
      "tygodnie", "tygodni":
      (604_800, false)
    case "mo", "mos", "mon", "month", "months", "md", "mdr", "måned", "måneder", "monat", "monate", "monaten",
      "månader",
      "mies", "miesiąc", "miesiące", "miesięcy":
      (30 * 86_400, true)
    case "y", "yr", "yrs", "year", "years", "år", "jahr", "jahre", "jahren", "rok", "lata", "lat", "a":
      (365 * 86_400, true)
    default: nil
    }
  }

  /// In days, hours, minutes and seconds, the large unit first.
  private static func written(_ seconds: Int64) -> String? {
    var rest = seconds
    var text = ""
    for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60), ("s", 1)] where rest >= length {
      text += "\(rest / length)\(unit)"
      rest %= length
    }
    return text.isEmpty ? nil : text
  }
}
