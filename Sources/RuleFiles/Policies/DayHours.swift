import Diagnostics
import Rules

/// Quiet hours that close the day where the night was meant: the two times stand the wrong way round.
struct DayHours {
  let hours: QuietHours
  /// Where the window stands in the book.
  let location: SourceLocation

  private static let noon = 12 * 60
  /// A pause at noon is meant as it stands.
  private static let shortest = 4 * 60

  /// Warns of windows over noon on days of which all quiet hours together leave the night open, on a channel of theirs.
  ///
  /// - Parameter channels: how many channels the book has.
  static func check(_ all: [DayHours], channels: Int, _ diagnostics: DiagnosticCollector) {
    for window in all where window.closesNoon {
      let own = window.hours.channels ?? Array(0..<channels)
      let isOpenAtNight = own.contains { channel in
        var week = QuietWeek()
        for other in all where other.hours.channels?.contains(channel) ?? true { week.add(other.hours) }
        return window.hours.days.enumerated().contains { $1 && week.hasOpenNight(on: $0) }
      }
      guard isOpenAtNight else { continue }
      let (from, until) = (clock(window.hours.from), clock(window.hours.until))
      diagnostics.report(
        Diagnostic(
          .warning, .quietByDay,
          "'\(window.hours.id)' is quiet by day, from \(from) until \(until), and the night is open",
          at: window.location, help: "for the night write from: \"\(until)\", until: \"\(from)\""))
    }
  }

  private var closesNoon: Bool {
    hours.from <= Self.noon && hours.until > Self.noon && hours.until < 24 * 60
      && hours.until - hours.from >= Self.shortest
  }

  /// A minute of the day as the book writes it: `09:00`.
  private static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }
}

extension DiagnosticID {
  static let quietByDay = DiagnosticID(
    "quiet-by-day",
    page: """
      Quiet hours close the middle of the day and leave the night open, so that people would be called at two in the \
      morning and never at noon. Usually the two times stand the wrong way round: 'from' is when the silence begins, and \
      an 'until' that is earlier belongs to the next day. For the night write 'from: "20:00", until: "09:00"'. If the day \
      is meant, nothing has to be changed; quiet hours for the night as well end the warning.
      """)
}
