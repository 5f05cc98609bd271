import Foundation
import Synchronization
import TestSupport

/// One run: imports a history, measures the capacity, then loads the daemon at a share of that for the time asked.
struct Soak {
  private let daemon: DaemonUnderLoad
  private let seconds: Double

  /// Connections of polite clients.
  static let connections = 16
  /// Of what the daemon and these clients can do together.
  static let share = 0.8
  /// How long all goes on before the capacity is measured: until the decision log has files to compress, which takes its
  /// part of a processor from then on.
  static let warmingUp = 120.0
  /// How long the capacity is measured.
  static let measuring = 60.0
  /// Contacts that are there at the start.
  static let imported = 500_000

  init(_ daemon: DaemonUnderLoad, seconds: Double) {
    self.daemon = daemon
    self.seconds = seconds
  }

  /// - Returns: whether nothing was found.
  func run() throws -> Bool {
    var told = try Ledger(importing: Self.imported, to: daemon)
    // From the beginning, since they take their part of what the daemon can do.
    let others = Disturbance(daemon)
    others.begin()
    told.add(try load(rate: nil, for: Self.warmingUp))
    let measured = try load(rate: nil, for: Self.measuring)
    let capacity = Double(measured.requestCount) / Self.measuring
    say("capacity: \(Int(capacity)) requests a second with \(Self.connections) connections")
    told.add(measured)

    let watch = MemoryWatch(process: daemon.processID)
    let rate = capacity * Self.share
    say("loading with \(Int(rate)) requests a second for \(Int(seconds)) s")
    let load = try load(rate: rate, for: seconds) { watch.sample() }
    others.end()
    told.add(load)

    var findings = Findings()
    load.latency.report(to: &findings)
    watch.report(to: &findings)
    others.report(to: &findings)
    try Reconciliation(told: told, daemon: daemon).report(to: &findings)
    return findings.print()
  }

  /// Prints a line at once, wherever it goes.
  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// - Parameters:
  ///   - rate: requests a second of all connections together; nil: as many as go.
  ///   - eachSecond: called meanwhile.
  private func load(
    rate: Double?, for seconds: Double, eachSecond: () -> Void = {}
  ) throws -> Ledger {
    let sum = Mutex(Ledger())
    let failure = Mutex<String?>(nil)
    let group = DispatchGroup()
    let begin = Clock.now
    for number in 0..<Self.connections {
      group.enter()
      Thread.detachNewThread { [daemon] in
        defer { group.leave() }
        do {
          let pace = Pace(
            begin: begin, seconds: seconds, interval: rate.map { Double(Self.connections) / $0 },
            offset: Double(number) / Double(Self.connections))
          let ledger = try PoliteClient(number, daemon).run(pace)
          sum.withLock { $0.add(ledger) }
        } catch {
          failure.withLock { $0 = "\(error)" }
        }
      }
    }
    while group.wait(timeout: .now() + 1) == .timedOut { eachSecond() }
    if let failure = failure.withLock({ $0 }) { throw LoadFailure("a polite client: \(failure)") }
    return sum.withLock { $0 }
  }
}
