import Foundation

/// Pauses between attempts: each twice as long as the one before, up to a longest, and by chance up to half shorter, so
/// that many who wait for one thing do not come back together.
struct RetryPause {
  private let longest: Duration
  private var upcoming: Duration
  private let first: Duration

  init(from first: Duration = .milliseconds(250), to longest: Duration) {
    self.first = first
    self.longest = longest
    upcoming = first
  }

  mutating func next() -> Duration {
    defer { upcoming = min(upcoming * 2, longest) }
    return upcoming * Double.random(in: 0.5...1)
  }

  mutating func reset() { upcoming = first }

  /// Waits.
  mutating func wait() { Thread.sleep(forTimeInterval: next() / .seconds(1)) }
}
