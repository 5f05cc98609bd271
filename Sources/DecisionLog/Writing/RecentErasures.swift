import Time

/// The journeys that were erased lately: a decision that was asked for before and is logged after is written without
/// its record.
struct RecentErasures {
  private var erased: [(names: JourneyNames, at: Instant)] = []

  /// A request is answered long before.
  private static let kept = TimeSpan(seconds: 600)

  mutating func add(_ names: JourneyNames, at now: Instant) {
    erased.removeAll { now - $0.at > Self.kept }
    erased.append((names, now))
  }

  func isErased(_ record: [UInt8], askedAt asked: Instant) -> Bool {
    guard !erased.isEmpty else { return false }
    return erased.contains { asked <= $0.at && $0.names.areIn(record) }
  }
}
