import Diagnostics

/// What to write for a cap in words, such as `1 per week`.
enum MeantCap {
  static func help(_ text: String) -> String {
    let text = text.trimmed.lowercased()
    let pattern =
      /(\w+) ?(?:x|times?|gange?|ganger|gånger|mal|razy)? ?(?:per|a|an|pr\.?|om|i|in|each|every|pro|na|w|\/|w ciągu)? ?(\p{L}+)/
    guard let match = text.wholeMatch(of: pattern), let count = MeantNumber.whole(String(match.1)), count > 0
    else {
      if let count = Int(text), count > 0 { return "write {at_most: \(count), within: 7d}, say" }
      return "write {at_most: 2, within: 7d}, say"
    }
    let unit = String(match.2)
    switch ForeignWords.choice(unit, of: "calendar unit") ?? unit {
    case "day": return "write {at_most: \(count), calendar: day}, or 'within: 1d' for any 24 hours"
    case "week": return "write {at_most: \(count), within: 7d}, or 'calendar: week' for weeks from Monday"
    case "month":
      return "write {at_most: \(count), within: 30d}, or 'calendar: month' for months from the first"
    default: return "write {at_most: \(count), within: 7d}, say"
    }
  }
}
