import Dispatch
import Glibc
import Serving
import System

/// Reports to a service manager such as systemd how the daemon fares (sd_notify(3)); nothing where there is none. Messages
/// leave in their order on a queue of their own, so that nobody waits for whoever reads them.
final class ServiceNotifier: Sendable {
  private let socket: NotifySocket?
  /// How long the service manager waits for a sign of life; nil where it does not.
  let watchdog: Duration?
  private let failed: @Sendable (SystemError) -> Void
  private let queue = DispatchQueue(label: "notify")

  /// - Parameter failed: called where a message could not be sent, on any thread.
  init(
    environment: [String: String], processID: Int32 = getpid(),
    failed: @escaping @Sendable (SystemError) -> Void
  ) {
    socket = environment["NOTIFY_SOCKET"].flatMap { NotifySocket($0) }
    watchdog = Self.watchdog(environment, processID: processID)
    self.failed = failed
  }

  /// What `WATCHDOG_USEC` says, where it is meant for this process.
  static func watchdog(_ environment: [String: String], processID: Int32) -> Duration? {
    if let meant = environment["WATCHDOG_PID"], Int32(meant) != processID { return nil }
    guard let limit = environment["WATCHDOG_USEC"].flatMap({ Int64($0) }), limit > 1 else { return nil }
    return .microseconds(limit)
  }

  /// It serves, after a start or a reload.
  func ready(_ status: String) { send(["READY=1", Self.line(ofStatus: status)]) }

  func status(_ status: String) { send([Self.line(ofStatus: status)]) }

  /// It loads its rules again, until it is ready.
  func reloading() { send(["RELOADING=1", "MONOTONIC_USEC=\(Self.monotonicMicroseconds)"]) }

  func stopping(_ status: String) { send(["STOPPING=1", Self.line(ofStatus: status)]) }

  /// Waits until all messages have left.
  func flush() { queue.sync {} }

  /// Gives a sign of life twice within the time of the watchdog, from the event loop itself: where that hangs, none
  /// comes. To be called on it.
  func beginSignsOfLife(on loop: any Loop) {
    guard let watchdog, socket != nil else { return }
    send(["WATCHDOG=1"])
    loop.schedule(after: watchdog / 2) { [weak self] in self?.beginSignsOfLife(on: loop) }
  }

  private func send(_ lines: [String]) {
    guard let socket else { return }
    queue.async { [failed] in
      do throws(SystemError) { try socket.send(lines) } catch { failed(error) }
    }
  }

  /// A status is one line.
  private static func line(ofStatus status: String) -> String {
    let words = status.split { $0.isNewline || $0 == "\0" }.joined(separator: " ")
    return "STATUS=\(words.prefix(1_000))"
  }

  private static var monotonicMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
