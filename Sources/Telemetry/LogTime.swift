internal import Glibc

/// Instants as log lines have them.
package enum LogTime {
  /// The system's time since 1970.
  package static let system: @Sendable () -> Duration = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// RFC 3339 in UTC with milliseconds, of a time since 1970.
  static func text(_ time: Duration) -> String {
    var seconds = time_t(time.components.seconds)
    let milliseconds = Int(time.components.attoseconds / 1_000_000_000_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = [(1900 + Int(parts.tm_year), 4), (Int(parts.tm_mon) + 1, 2), (Int(parts.tm_mday), 2)]
    let clock = [Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec)]
    return date.map { padded($0, $1) }.joined(separator: "-") + "T"
      + clock.map { padded($0, 2) }.joined(separator: ":") + "." + padded(milliseconds, 3) + "Z"
  }
}
