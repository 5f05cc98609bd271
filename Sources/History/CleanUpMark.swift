import Glibc
package import Time

/// When contacts were last cleaned up: by the clock, and by the time since the machine was started, which nobody sets.
package struct CleanUpMark: Sendable, Equatable {
  /// How long the machine has run, sleep included, and which start of it that is since.
  package struct Uptime: Sendable, Equatable {
    package let boot: String
    package let span: TimeSpan

    package init(boot: String, span: TimeSpan) {
      self.boot = boot
      self.span = span
    }

    /// Of this machine now.
    package static func now() -> Uptime {
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      var boot = [UInt8](repeating: 0, count: 36)
      let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 {
        read(descriptor, &boot, boot.count)
        close(descriptor)
      }
      return Uptime(boot: String(decoding: boot, as: UTF8.self), span: TimeSpan(seconds: Int64(time.tv_sec)))
    }
  }

  let at: Instant
  /// Nil where only an instant is known at which the clock was right.
  let uptime: Uptime?

  /// A jump of the clock that is too far to forget anything by.
  static let jump = TimeSpan(seconds: 7 * 86_400)

  /// How far the clock has gone ahead of the time that passed; where the machine was started anew meanwhile nobody
  /// knows how long it stood still, and all of it counts.
  func jump(at now: Instant, _ uptime: Uptime) -> TimeSpan {
    guard let before = self.uptime, before.boot == uptime.boot else { return now - at }
    return TimeSpan(
      microseconds: (now - at).microseconds - (uptime.span.microseconds - before.span.microseconds))
  }
}

extension CleanUpMark {
  /// As the file keeps it.
  var bytes: [UInt8] {
    let known = uptime.map { " \($0.span.microseconds) \($0.boot)" } ?? ""
    return Array("\(at.microseconds)\(known)".utf8)
  }

  init?(_ bytes: [UInt8]?) {
    guard let bytes else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 2)
    guard let at = parts.first.flatMap({ Int64($0) }) else { return nil }
    self.at = Instant(microseconds: at)
    if parts.count == 3, let span = Int64(parts[1]) {
      uptime = Uptime(boot: String(parts[2]), span: TimeSpan(microseconds: span))
    } else {
      uptime = nil
    }
  }
}
