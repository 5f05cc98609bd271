import Serving
import Synchronization
import System
import Telemetry

/// Writes the metrics to a file from time to time, for the text file collector of Prometheus' node exporter.
final class MetricsFile: Sendable {
  /// How often it is written.
  static let interval = Duration.seconds(15)

  private let path: String
  private let router: LoopBound<Router>
  /// Why it could not be written the last time.
  private let fault = Mutex<String?>(nil)

  init(at path: String, of router: LoopBound<Router>) {
    self.path = path
    self.router = router
  }

  /// Writes it now and from then on; to be called on the loop.
  func run() {
    write { [self] in router.loop.schedule(after: Self.interval) { self.run() } }
  }

  /// Writes it for the last time.
  func finish() async {
    await withCheckedContinuation { continuation in
      router.loop.execute { self.write { continuation.resume() } }
    }
  }

  /// - Parameter done: called on the loop.
  private func write(_ done: @escaping () -> Void) {
    let state = router.value.state
    let snapshot = state.metricsSnapshot()
    // The exporter says of its own process what would be said here of this one, under the same names.
    state.offload({ [path] in Self.write(snapshot.text(.prometheus, withProcess: false), to: path) }) {
      self.note($0, in: state.log)
      done()
    }
  }

  private static func write(_ text: [UInt8], to path: String) -> String? {
    do throws(SystemError) {
      var file = try AtomicFile(replacing: path, permissions: 0o644)
      try file.write(text[...])
      try file.commit()
      return nil
    } catch {
      return error.text
    }
  }

  /// Logs it where it begins to fail, or fails for another reason.
  private func note(_ fault: String?, in log: EventLog) {
    let last = self.fault.withLock { last in
      defer { last = fault }
      return last
    }
    guard let fault, fault != last else { return }
    log.warning(
      .metricsUnavailable, "the metrics cannot be written to '\(path)': \(fault)",
      ["file": .string(path), "reason": .string(fault)])
  }
}
