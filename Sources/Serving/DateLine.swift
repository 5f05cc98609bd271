internal import API
internal import Glibc
internal import NIOCore

/// The value of a `Date` header (RFC 9110, 5.6.7), made once a second.
struct DateLine {
  private var second: time_t = -1
  private var line = ""
  private var opening = ByteBuffer()

  mutating func text(at now: time_t) -> String {
    update(now)
    return line
  }

  /// How nearly all responses begin, with the date: status 200 and JSON.
  mutating func usualOpening(at now: time_t) -> ByteBuffer {
    update(now)
    return opening
  }

  private mutating func update(_ now: time_t) {
    guard now != second else { return }
    second = now
    line = Self.format(now)
    opening = ByteBuffer(
      string: "HTTP/1.1 200 OK\r\nDate: \(line)\r\nContent-Type: \(MediaType.json)\r\n")
  }

  private static func format(_ now: time_t) -> String {
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    var now = now
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
    return
      "\(day) \(1900 + parts.tm_year) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }
}
