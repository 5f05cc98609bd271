import Rules
import Time

/// The minutes of a week that quiet hours close, on the clock of a week without a change of clocks.
struct QuietWeek {
  private static let day = 24 * 60
  private var minutes = [Bool](repeating: false, count: 7 * QuietWeek.day)

  mutating func add(_ hours: QuietHours) {
    let length = hours.until > hours.from ? hours.until - hours.from : hours.until + Self.day - hours.from
    for (day, isNamed) in hours.days.enumerated() where isNamed {
      let start = day * Self.day + hours.from
      for minute in start..<(start + length) { minutes[minute % minutes.count] = true }
    }
  }

  var isFull: Bool { minutes.allSatisfy { $0 } }

  /// Whether the first five hours of a day are open, the whole of them.
  func hasOpenNight(on day: Int) -> Bool {
    !minutes[(day * Self.day)..<(day * Self.day + 5 * 60)].contains(true)
  }
}
