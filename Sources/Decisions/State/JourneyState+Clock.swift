package import Time

extension JourneyState {
  /// How far the time of a state may be from the clock, where something is reserved.
  private static let mostClockDifference = TimeSpan(seconds: 300)

  /// Whether something may be reserved at a time that a state gives.
  package static func mayReserve(at now: Instant, by clock: Instant) -> Bool {
    max(now, clock) - min(now, clock) <= mostClockDifference
  }
}
