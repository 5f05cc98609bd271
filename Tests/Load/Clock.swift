import Foundation

/// Seconds of a clock that only goes forward.
enum Clock {
  static var now: Double { ProcessInfo.processInfo.systemUptime }
}
