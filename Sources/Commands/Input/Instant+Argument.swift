import Time

extension Instant {
  /// Reads an instant of an option: as it is, a date, which is midnight UTC, or how long ago it is.
  init(argument text: String, of option: String, now: Instant) throws(Failure) {
    if let span = TimeSpan(text) {
      self = now - span
    } else if let instant = Instant(text, bareDatesIn: .utc) {
      self = instant
    } else {
      throw Failure(
        .wrongUse,
        "'\(option)' is an instant such as 2026-09-23T10:00:00Z, a date, or a time such as 7d; '\(text)' is none"
      )
    }
  }
}
