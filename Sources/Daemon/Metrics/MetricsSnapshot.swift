import API
import DecisionLog
import History
import Rules
import Serving
import Settings
import System
import Telemetry
import Time

/// All that the metrics say at one moment, copied so that it can be written down on another thread.
struct MetricsSnapshot: Sendable {
  struct Book: Sendable {
    let rules: [Rule]
    let revision: String
    let isStale: Bool
    let weakened: Int
    let isReloadSuccessful: Bool
    let reloadTime: Instant?
    /// By index of the rule; nil where rules are not counted one by one.
    let counts: [ServingBook.RuleCount]?
  }

  struct History: Sendable {
    let isAvailable: Bool
    let isAccepted: Bool
    let began: Instant?
    let recorded: Int
    let stored: Int
    let recordedEvents: Int
    let storedEvents: Int
    let unwrittenOptOuts: Int
    let areOptOutsWrittenTwice: Bool
    let lastBackup: Instant?
  }

  let metrics: Metrics
  let book: Book
  let history: History
  let isDecisionLogAvailable: Bool
  let decisionLogDropped: Int
  let logDropped: Int

  /// All metrics as text. To be called outside the loop: with many rules it takes a while.
  ///
  /// - Parameter withProcess: whether what the system says of the process is among them.
  func text(_ format: MetricsFormat, withProcess: Bool = true) -> [UInt8] {
    let process = withProcess ? ProcessUsage.current() : nil
    var text = MetricsText(format)
    for metric in Metric.allCases where withProcess || !metric.isOfProcess {
      text.write(metric, samples(of: metric, process))
    }
    return text.end()
  }
}

extension ServingState {
  /// What the metrics say now.
  func metricsSnapshot() -> MetricsSnapshot {
    loop.assertCurrent()
    return MetricsSnapshot(
      metrics: metrics,
      book: .init(
        rules: book.book.rules, revision: book.revision, isStale: isStale, weakened: weakenedNow.count,
        isReloadSuccessful: rejection == nil, reloadTime: reloadTime,
        counts: configuration.metrics.perRule ? book.counts : nil),
      history: .init(
        isAvailable: history.fault == nil, isAccepted: history.damage.isEmpty,
        began: history.began, recorded: history.recorded, stored: history.contactCount,
        recordedEvents: history.recordedEvents,
        storedEvents: history.eventCount, unwrittenOptOuts: history.unwrittenOptOuts,
        areOptOutsWrittenTwice: history.areOptOutsWrittenTwice,
        lastBackup: backups.last),
      isDecisionLogAvailable: decisionLog.unavailability == nil,
      decisionLogDropped: decisionLog.dropped, logDropped: log.droppedCount)
  }
}
