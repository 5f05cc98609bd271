import Decisions
import Foundation
import History
import HistoryRecords
import Rules
import Synchronization
import Time

/// What alerts cost: raising one, storing a burst of them, their place on the disk.
enum Alerting {
  /// Prints what it costs to raise so many alerts, one for each journey, as fast as that goes.
  static func measure(alerts count: Int) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-benchmark-\(getpid())").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let settings = ContactHistory.Settings(path: "\(folder)/waymark.sqlite")
    let history = ContactHistory(settings, clock: { Instant(microseconds: 0) }, report: { print("  \($0)") })
    history.open()
    history.begin(on: .init(execute: { _ in }, schedule: { _, _ in }))
    let alerts = (0..<count).map { number in
      RaisedAlert(
        at: Instant(microseconds: 1_756_717_200_000_000 + Int64(number)),
        rule: "alerts/complaint-\(number % 5)",
        severity: .critical, summary: "A complaint of company-\(number / 10)/person-\(number) has no answer",
        journey: "company-\(number / 10)/person-\(number)", account: "company-\(number / 10)",
        revision: "d346c7d44195", decision: DecisionID(high: 1, low: UInt64(number)))
    }
    let logged = Atomic(0)
    let before = Measure.residentMemory()
    let began = ContinuousClock.now
    let processor = Measure.threadTime()
    for alert in alerts {
      guard
        history.isAlertDue(rule: alert.rule, journey: alert.journey, oncePer: .day, at: alert.at)
      else { continue }
      history.raise(alert) { logged.add(1, ordering: .relaxed) }
    }
    let raising = Double(Measure.threadTime() - processor)
    let waiting = history.waitingAlerts
    let memory = Measure.residentMemory() - before
    history.close()
    let all = ContinuousClock.now - began
    Report.line("raising an alert", String(format: "%.0f ns", raising / Double(count)))
    Report.line("of a burst, waiting at its end", "\(waiting) of \(count)")
    Report.line("memory for them, and to know them again", String(format: "%.0f MiB", memory))
    Report.line(
      "storing and logging them", String(format: "%.0f a second", Double(count) / (all / .seconds(1))))
    Report.line("logged", "\(logged.load(ordering: .relaxed))")
    let size = (try? FileManager.default.attributesOfItem(atPath: settings.path)[.size]) as? Int ?? 0
    Report.line("bytes of the file for each", String(format: "%.0f", Double(size) / Double(count)))
    let start = ContinuousClock.now
    let again = ContactHistory(settings, clock: { Instant(microseconds: 0) }, report: { print("  \($0)") })
    again.open()
    Report.line("stored", "\(again.lastAlert), read at a start in \(ContinuousClock.now - start)")
    again.close()
  }
}
