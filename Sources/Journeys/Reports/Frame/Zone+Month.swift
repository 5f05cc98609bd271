import Time

extension Zone {
  /// The month that the wall clock shows, such as `2026-09`.
  func month(at instant: Instant) -> String {
    let wall = wallClock(at: instant)
    let day = Int((wall - Self.secondsOfClock(wall)) / 86_400)
    let date = CivilDate(daysSinceEpoch: day)
    return "\(date.year.text(digits: 4))-\(date.month.text(digits: 2))"
  }

  /// Seconds since midnight of a wall clock.
  private static func secondsOfClock(_ seconds: Int64) -> Int64 {
    let rest = seconds % 86_400
    return rest < 0 ? rest + 86_400 : rest
  }
}

extension Int {
  fileprivate func text(digits: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: text.count < digits ? digits - text.count : 0) + text
  }
}
