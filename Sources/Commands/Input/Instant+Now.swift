import Foundation
import Time

extension Instant {
  /// What the clock of the system says.
  static var systemNow: Instant {
    Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }
}
