import Dispatch
import Foundation
import Glibc

/// Tells when anything below the rule directory may have changed: by inotify at once, and by comparing what the
/// file system says of each file from time to time, as network disks and links into other folders tell nothing.
///
/// Unchecked because everything that changes is touched on its queue only.
final class DirectoryWatch: @unchecked Sendable {
  private let queue: DispatchQueue
  private let root: String
  private let settle: Duration
  private let changed: @Sendable () -> Void
  private var descriptor: CInt = -1
  private var source: (any DispatchSourceRead)?
  private var poll: (any DispatchSourceTimer)?
  private var seen: Look
  /// When the first of a burst of changes was seen, and the timer that waits for its end.
  private var burstBegan: DispatchTime?
  private var settling: DispatchWorkItem?

  /// - Parameters:
  ///   - settle: how long nothing must happen before a change is told of; a burst that goes on is told of after
  ///     ten times as long.
  ///   - changed: called on the queue.
  init(root: String, queue: DispatchQueue, settle: Duration, changed: @escaping @Sendable () -> Void) {
    self.root = root
    self.queue = queue
    self.settle = settle
    self.changed = changed
    seen = Look(at: root)
  }

  /// Begins to watch. Returns false where the system gives no notifications and only the comparison is left.
  func start() -> Bool {
    queue.sync {
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + 1, repeating: 1)
      timer.setEventHandler { [weak self] in self?.compare() }
      timer.resume()
      poll = timer
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { return false }
      let notifications = descriptor
      let source = DispatchSource.makeReadSource(fileDescriptor: notifications, queue: queue)
      source.setEventHandler { [weak self] in self?.readNotifications() }
      source.setCancelHandler { close(notifications) }
      source.resume()
      self.source = source
      return watchFolders()
    }
  }

  func stop() {
    queue.sync {
      poll?.cancel()
      source?.cancel()
      settling?.cancel()
      poll = nil
      source = nil
    }
  }

  /// Watches every folder that was seen; those that are watched stay so.
  private func watchFolders() -> Bool {
    let interesting =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF
      | IN_MOVE_SELF
    var isComplete = true
    for folder in seen.folders where inotify_add_watch(descriptor, folder, UInt32(interesting)) < 0 {
      isComplete = false
    }
    return isComplete
  }

  private func readNotifications() {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var sawAny = false
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      sawAny = true
    }
    guard sawAny else { return }
    // So that the comparison does not take the same change for another one, and wait for its end all over again.
    seen = Look(at: root)
    note()
  }

  private func compare() {
    let now = Look(at: root)
    guard now != seen else { return }
    seen = now
    note()
  }

  /// Something changed: wait until nothing more happens.
  private func note() {
    _ = descriptor >= 0 && watchFolders()
    let began = burstBegan ?? .now()
    burstBegan = began
    settling?.cancel()
    let work = DispatchWorkItem { [weak self] in
      guard let self else { return }
      burstBegan = nil
      seen = Look(at: root)
      changed()
    }
    settling = work
    let quiet = DispatchTime.now() + settle.interval
    let latest = began + (settle * 10).interval
    queue.asyncAfter(deadline: min(quiet, latest), execute: work)
  }
}

/// What the file system says of a folder and of all below it that may belong to a rule book.
private struct Look: Equatable {
  private(set) var folders: [String] = []
  /// Of every file and folder: identity, size and time of change.
  private var lines: [String] = []

  init(at root: String) {
    RuleDirectory.walk(root) { folder in
      folders.append(folder.path)
      for entry in folder.entries { lines.append(Self.line(of: "\(folder.path)/\(entry.name)")) }
    }
    folders.sort()
    lines.sort()
  }

  private static func line(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "\(path) ?" }
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    return "\(path) \(status.st_dev) \(status.st_ino) \(status.st_size) "
      + "\(modified.tv_sec).\(modified.tv_nsec) \(changed.tv_sec).\(changed.tv_nsec)"
  }
}

extension Duration {
  /// For Dispatch, in nanoseconds.
  var interval: DispatchTimeInterval {
    .nanoseconds(Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000))
  }
}
