import Foundation
import Glibc
import TestSupport

/// Asks for one decision after the other, a millisecond apart, alone and while fifty others misbehave, and prints how long
/// the answers took.
struct AbuseMeasurement {
  private let daemon: DaemonUnderLoad

  private static let abusers = 50
  private static let seconds = 4.0
  private static let idle = 10_000

  init(_ daemon: DaemonUnderLoad) { self.daemon = daemon }

  /// - Parameter kind: what is part of the names of those that are tried.
  func run(only kind: String) throws {
    // The daemon may keep every processor busy: what is measured is how long it takes, not how long this one waits for one.
    var priority = sched_param(sched_priority: 1)
    if sched_setscheduler(0, SCHED_FIFO, &priority) != 0 {
      print("without the right to a real-time priority, the times contain waiting for a processor")
    }
    _ = try measure()
    for abuse in Abuse.all where kind.isEmpty || abuse.name.contains(kind) {
      let before = try measure()
      let during = try measureDuring(abuse)
      let after = try measure()
      print(line(abuse.name, [before, after], during))
    }
    if kind.isEmpty || "idle".contains(kind) { try measureIdle() }
    let memory = try ProcessStatus.memory(of: daemon.processID) >> 20
    print("memory at the end: \(memory) MiB; exit code \(daemon.stop())")
  }

  private func measureIdle() throws {
    let before = try measure()
    let held = try (0..<Self.idle).map { _ in try TestConnection(daemon.socket) }
    let during = try measure()
    let open = held.count { !$0.hasSomething(withinMilliseconds: 0) }
    print(line("\(open) idle connections", [before], during))
  }

  private func line(_ name: String, _ alone: [Figures], _ during: Figures) -> String {
    let p99 = alone.map(\.p99).reduce(0, +) / Double(alone.count)
    let p50 = alone.map(\.p50).reduce(0, +) / Double(alone.count)
    return String(
      format: "%@: p50 %.2f -> %.2f ms, p99 %.2f -> %.2f ms (x %.1f), most %.1f ms", name, p50, during.p50,
      p99,
      during.p99, during.p99 / p99, during.most)
  }

  private struct Figures {
    /// In milliseconds.
    let p50, p99, most: Double

    init(_ times: [Double]) {
      let sorted = times.sorted()
      p50 = sorted[sorted.count / 2] * 1_000
      p99 = sorted[min(sorted.count - 1, sorted.count * 99 / 100)] * 1_000
      most = (sorted.last ?? 0) * 1_000
    }
  }

  private func measure() throws -> Figures {
    let client = try daemon.connect()
    let state = #"{"journey": "polite", "market": "b2b", "stage": "decision", "consent": {"email": true}}"#
    var times: [Double] = []
    let end = Clock.now + Self.seconds
    while Clock.now < end {
      let begin = Clock.now
      let answer = try client.ask("POST", "/v1/decide", state)
      guard answer.status == 200 else {
        throw LoadFailure("a polite client: \(answer.status) \(answer.text)")
      }
      times.append(Clock.now - begin)
      Thread.sleep(forTimeInterval: 0.001)
    }
    return Figures(times)
  }

  private func measureDuring(_ abuse: Abuse) throws -> Figures {
    let group = DispatchGroup()
    let end = Clock.now + Self.seconds + 1
    for _ in 0..<Self.abusers {
      group.enter()
      Thread.detachNewThread { [daemon] in
        defer { group.leave() }
        // So that others wait for the daemon, and not for the processors that the abusers are on.
        var priority = sched_param(sched_priority: 0)
        sched_setscheduler(0, SCHED_OTHER, &priority)
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
        while Clock.now < end {
          guard let connection = try? RawClient(daemon.socket, patience: 1) else { continue }
          abuse.work(connection, end)
        }
      }
    }
    defer { group.wait() }
    Thread.sleep(forTimeInterval: 0.5)
    return try measure()
  }
}
