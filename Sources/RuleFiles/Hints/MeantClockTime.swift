import Diagnostics

/// What to write for times of day in the ways of many countries.
enum MeantClockTime {
  /// What to write for a stretch of time in one text: `17:00-08:00`.
  static func range(_ text: String) -> String {
    let ends = text.split(separator: /\s*(?:-|–|to|til|bis|until)\s*/).map { help(String($0)) }
    guard ends.count == 2, let from = ends[0]?.dropFirst(6), let until = ends[1]?.dropFirst(6) else {
      return "write {from: \"20:00\", until: \"08:00\"}"
    }
    return "write {from: \(from), until: \(until)}"
  }

  /// What to do about a text that is no time of day; nil where nothing is known of it.
  static func help(_ text: String) -> String? {
    let text = text.trimmed.lowercased()
    guard
      let match = text.wholeMatch(
        of: /(?:kl\.? ?|at )?([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(?::[0-9]{2})? ?(am|pm|a\.m\.|p\.m\.|uhr|h)?/),
      var hour = Int(match.1)
    else { return nil }
    let minute = match.2 ?? "00"
    if let half = match.3?.first, half == "a" || half == "p", hour <= 12 {
      hour = hour % 12 + (half == "p" ? 12 : 0)
    }
    guard hour < 24, Int(minute).map({ $0 < 60 }) ?? false else { return nil }
    return "write \"\(hour < 10 ? "0" : "")\(hour):\(minute)\""
  }
}
