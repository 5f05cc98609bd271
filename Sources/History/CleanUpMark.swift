import Glibc
import System
package import Time

/// When contacts were last cleaned up: by the clock, and by the time since the machine was started, which nobody sets.
package struct CleanUpMark: Sendable, Equatable {
  /// How long the machine has run, sleep included, and which start of it that is since.
  package struct Uptime: Sendable, Equatable {
    /// Nil where the system does not say.
    package let boot: String?
    package let span: TimeSpan

    package init(boot: String?, span: TimeSpan) {
      self.boot = boot
      self.span = span
    }

    /// Of this machine now.
    ///
    /// - Parameter path: where the system names its start.
    package static func now(_ path: String = "/proc/sys/kernel/random/boot_id") -> Uptime {
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      return Uptime(boot: readBoot(path), span: TimeSpan(seconds: Int64(time.tv_sec)))
    }

    private static func readBoot(_ path: String) -> String? {
      guard let file = try? OpenFile(path, for: .reading, followingLinks: true),
        let boot = try? file.read(atMost: 36), boot.count == 36, !boot.contains(0)
      else { return nil }
      return String(decoding: boot, as: UTF8.self)
    }

    /// Whether both are known to be of the same start of the machine.
    func isSameBoot(as other: Self?) -> Bool { boot != nil && boot == other?.boot }
  }

  let at: Instant
  /// Nil where only an instant is known at which the clock was right.
  let uptime: Uptime?

  /// A jump of the clock that is too far to forget anything by.
  static let jump = TimeSpan(seconds: 7 * 86_400)

  /// How far the clock has gone ahead of the time that passed; where the machine was started anew meanwhile nobody
  /// knows how long it stood still, and all of it counts.
  func jump(at now: Instant, _ uptime: Uptime) -> TimeSpan {
    guard let before = self.uptime, before.isSameBoot(as: uptime) else { return now - at }
    return TimeSpan(
      microseconds: (now - at).microseconds - (uptime.span.microseconds - before.span.microseconds))
  }
}

extension CleanUpMark {
  /// As the file keeps it.
  var bytes: [UInt8] {
    let known = uptime.flatMap { uptime in uptime.boot.map { " \(uptime.span.microseconds) \($0)" } } ?? ""
    return Array("\(at.microseconds)\(known)".utf8)
  }

  init?(_ bytes: [UInt8]?) {
    guard let bytes else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 2)
    guard let at = parts.first.flatMap({ Int64($0) }) else { return nil }
    self.at = Instant(microseconds: at)
    // Such as were written where the system named no start have zeros in its place.
    if parts.count == 3, let span = Int64(parts[1]), !parts[2].contains("\0") {
      uptime = Uptime(boot: String(parts[2]), span: TimeSpan(microseconds: span))
    } else {
      uptime = nil
    }
  }
}
