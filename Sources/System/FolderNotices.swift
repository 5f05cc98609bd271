import Glibc

/// The system's notices of what happens in a folder (inotify): waits for the next one.
package struct FolderNotices: ~Copyable {
  /// Negative where the system gives none: then time alone ends a wait.
  private let descriptor: CInt
  /// The number that the system gave the folder that is watched.
  private var folder: CInt?

  private static let interesting =
    IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF

  /// What ended a wait.
  package enum Wake: Sendable {
    case notice, time
    /// Nobody reads any more what is written to the descriptor that was given.
    case closed
  }

  package init() { descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Watches what stands at a path now, and nothing else; where nothing does, the nearest folder above it that is there.
  /// Whatever happens there from here on ends the next wait; what happened before is the caller's to look at.
  package mutating func watch(_ path: String) {
    guard descriptor >= 0 else { return }
    var place = path
    var number = inotify_add_watch(descriptor, place, UInt32(Self.interesting))
    while number < 0, errno == ENOENT || errno == ENOTDIR, place != "/", place != "." {
      place = Directory.parent(of: place)
      number = inotify_add_watch(descriptor, place, UInt32(Self.interesting))
    }
    if let folder, folder != number { inotify_rm_watch(descriptor, folder) }
    folder = number >= 0 ? number : nil
    // The caller looks at all of it now; and what is watched no more gives a last notice.
    readAll()
  }

  /// Waits for a notice, but not for ever: network disks give none.
  ///
  /// - Parameters:
  ///   - time: how long at most.
  ///   - output: a descriptor that is written to; the wait ends where its reader goes away.
  package mutating func wait(atMost time: Duration, watching output: CInt) -> Wake {
    var requests = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: output, events: 0, revents: 0),
    ]
    let milliseconds = time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000
    guard poll(&requests, nfds_t(requests.count), CInt(clamping: milliseconds)) > 0 else { return .time }
    if requests[1].revents != 0 { return .closed }
    readAll()
    return .notice
  }

  /// What exactly happened does not matter: whoever waits looks at all of it.
  private func readAll() {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }
}
