package import Diagnostics
import Rules
package import Time
package import YAML

/// The keys of 'available'.
enum AvailabilityKey: String, MappingKey { case from, until }

extension ScalarReader {
  /// A length of time such as `14d` or `1d12h`.
  func duration(_ node: Node, _ name: String) -> TimeSpan? {
    guard let scalar = scalar(node, name) else { return nil }
    if let span = TimeSpan(scalar.text) { return span }
    let help =
      switch scalar.value {
      case .int(let days) where days > 0:
        "add the unit: '\(scalar.text)d' for days, '\(scalar.text)h' for hours"
      case .int, .double: "durations are longer than zero: '90s', '30m', '12h', '14d', '6w'"
      default:
        MeantDuration.help(scalar.text)
          ?? "write '90s', '30m', '12h', '14d', '6w' or a sum such as '1d12h', at most 100 years"
      }
    let fix = MeantDuration.exact(scalar.text).map { TextFix.word($0, for: scalar.text) }
    error(
      .invalidDuration, "'\(name)' takes a duration, found '\(scalar.shortText)'", at: node.span,
      advice: Advice(help, fix: fix))
    return nil
  }

  /// An instant: RFC 3339, or a bare date, which is midnight in the book's time zone.
  package func instant(_ node: Node, _ name: String) -> Instant? {
    guard let scalar = scalar(node, name) else { return nil }
    if scalar.value == .string, let instant = Instant(scalar.text, bareDatesIn: symbols.zone) {
      return instant
    }
    error(
      .invalidInstant, "'\(name)' takes a date or an instant, found '\(scalar.shortText)'", at: node.span,
      help: MeantDate.help(scalar.text, in: symbols.zone)
        ?? "write '2026-09-23', or with a time and a zone '2026-09-23T10:00:00Z'")
    return nil
  }

  /// The time of day as minutes from midnight.
  ///
  /// - Parameter isEnd: whether it may be `24:00`, the end of the day.
  func clockTime(_ node: Node, _ name: String, isEnd: Bool = false) -> Int? {
    guard let scalar = scalar(node, name) else { return nil }
    let digits = scalar.text.utf8.map { Int($0) - 48 }
    if digits.count == 5, digits[2] == 10, [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) }) {
      let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
      if hour < 24, minute < 60 { return hour * 60 + minute }
      if isEnd, hour == 24, minute == 0 { return 24 * 60 }
    }
    error(
      .invalidClockTime, "'\(name)' takes a time of day, found '\(scalar.shortText)'", at: node.span,
      help: MeantClockTime.help(scalar.text)
        ?? "write hours and minutes from \"00:00\" to \"\(isEnd ? "24:00" : "23:59")\"")
    return nil
  }

  /// Checks that a stretch of time is not empty.
  func availability(from: (instant: Instant, span: SourceSpan)?, until: (instant: Instant, span: SourceSpan)?)
    -> Availability
  {
    if let from, let until, from.instant >= until.instant {
      error(
        .emptyAvailability, "'until' is not later than 'from', so that there is no time in between",
        at: until.span,
        help: "'until' is the first moment after the end",
        notes: [Diagnostic.Note("'from' stands here", at: location(from.span))])
    }
    if let until, let now = symbols.now, until.instant <= now {
      note(
        .alreadyOver, "'until' has passed: what it ends is never recommended or done any more",
        at: until.span,
        help: "remove what is over, or set a later date")
    } else if let from, let now = symbols.now, from.instant > now,
      until.map({ from.instant < $0.instant }) ?? true
    {
      note(
        .notYetBegun, "'from' lies ahead: until \(from.instant) nothing of it is recommended or done",
        at: from.span,
        help: "nothing has to be changed if that is meant")
    }
    return Availability(from: from?.instant, until: until?.instant)
  }

  /// The mapping `{from:, until:}`.
  func availability(_ node: Node, _ name: String) -> Availability {
    var from: (Instant, SourceSpan)?
    var until: (Instant, SourceSpan)?
    guard let mapping = mapping(node, name, help: "write {from: 2026-01-01, until: 2027-01-01}") else {
      return Availability()
    }
    keys(of: mapping, name, as: AvailabilityKey.self) { key, entry in
      let instant = instant(entry.value, key.rawValue).map { ($0, entry.value.span) }
      switch key {
      case .from: from = instant
      case .until: until = instant
      }
    }
    return availability(from: from, until: until)
  }
}

extension DiagnosticID {
  static let invalidDuration = DiagnosticID(
    "invalid-duration",
    page: """
      A length of time is needed: a whole number with its unit, where s is seconds, m minutes, h hours, d \
      days and w weeks, such as '14d'. Sums go from the large unit to the small one, each at most once: \
      '1d12h'. There are no units for months and years, whose length varies; the longest duration is 100 \
      years.
      """)

  static let invalidInstant = DiagnosticID(
    "invalid-instant",
    page: """
      A point in time is needed: a date such as '2026-09-23', which means midnight in the time zone of the \
      rule book, or a date with a time and a zone such as '2026-09-23T10:00:00+02:00'. The order is always \
      year, month, day, and the day has to exist.
      """)

  static let invalidClockTime = DiagnosticID(
    "invalid-clock-time",
    page: """
      A time of day is needed, with two digits for the hour and two for the minute, from "00:00" to \
      "23:59". For example 'from: 8pm' should be 'from: "20:00"'. Midnight is "00:00"; where a window of \
      quiet hours ends with the day, 'until' may also be "24:00".
      """)

  static let alreadyOver = DiagnosticID(
    "already-over",
    page: """
      A rule or an action has an 'until' that has passed, so that it does nothing any more. That is what 'until' is for; \
      when nobody needs to look it up, remove it. If it is to go on, set a later date.
      """)

  package static let notYetBegun = DiagnosticID(
    "not-yet-begun",
    page: """
      A rule or an action has a 'from' that lies ahead, so that it does nothing yet; the message says when it begins. That \
      is what 'from' is for. This is a note: nothing has to be changed if that is meant, and it is told no more once it \
      has begun.
      """)

  static let emptyAvailability = DiagnosticID(
    "empty-availability",
    page: """
      Something is available from one point in time until another, and the second is not later than the \
      first: it would never be available. 'until' is exclusive, so that one whole day is 'from: 2026-05-01' \
      with 'until: 2026-05-02'.
      """)
}
