/// The minutes of a week that quiet hours close, on the clock of a week without a change of clocks.
package struct QuietWeek {
  private static let day = 24 * 60
  private var minutes = [Bool](repeating: false, count: 7 * QuietWeek.day)

  package init() {}

  package mutating func add(_ hours: QuietHours) {
    let length = hours.until > hours.from ? hours.until - hours.from : hours.until + Self.day - hours.from
    for (day, isNamed) in hours.days.enumerated() where isNamed {
      let start = day * Self.day + hours.from
      for minute in start..<(start + length) { minutes[minute % minutes.count] = true }
    }
  }

  package var isFull: Bool { minutes.allSatisfy { $0 } }

  /// Whether the first five hours of a day are open, the whole of them.
  package func hasOpenNight(on day: Int) -> Bool {
    !minutes[(day * Self.day)..<(day * Self.day + 5 * 60)].contains(true)
  }

  /// Whether every minute that another week closes is closed here as well.
  package func covers(_ other: QuietWeek) -> Bool {
    zip(minutes, other.minutes).allSatisfy { $0 || !$1 }
  }
}
