package import HistoryRecords
import Rules
package import Time

/// Alerts that rules raise: stored with the next commit, numbered, and read again by who follows them.
extension ContactHistory {
  /// How long they are kept.
  package static let alertsKept = TimeSpan(seconds: 400 * 86_400)

  /// Whether enough time has passed since an alert was last raised for a rule and a journey.
  package func isAlertDue(rule: String, journey: String, oncePer span: TimeSpan, at now: Instant) -> Bool {
    guard let latest = index.alerts.latest(rule, ExactText(journey)) else { return true }
    return now >= latest + span
  }

  /// Stores an alert with the next commit. While nothing can be written it waits in memory.
  ///
  /// - Parameter log: called once on another thread: when it is stored, or when it has to wait.
  package func raise(_ alert: RaisedAlert, log: @escaping @Sendable () -> Void) {
    loop?.assertCurrent()
    let forgotten = index.alerts.remember(alert.rule, ExactText(alert.journey), at: alert.at)
    guard let writer = file?.writer else {
      log()
      return report(.alertsUnwritten)
    }
    writer.alerts.discard(forgotten)
    if !writer.raise(.init(alert: alert, log: log)) { report(.alertsUnwritten) }
  }

  /// How many alerts wait to be written.
  package var waitingAlerts: Int { file?.writer.alerts.count ?? 0 }

  /// How many rules and journeys have alerts that are remembered.
  package var rememberedAlerts: Int { index.alerts.count }

  /// The number of the last alert that is stored; 0 where there is none.
  package var lastAlert: Int64 { index.alerts.last }

  /// Reads alerts in the order of their numbers.
  ///
  /// - Parameter done: called on the loop.
  package func alerts(
    after number: Int64, most: Int, done: @escaping @Sendable (Result<[StoredAlert], HistoryFault>) -> Void
  ) {
    guard let loop else { return done(.failure(.failed("the daemon has not begun"))) }
    loop.assertCurrent()
    guard let file else { return done(.failure(.unsupported("keep alerts"))) }
    file.writer.readAlerts(after: number, most: most) { result in loop.execute { done(result) } }
  }

  /// Alerts were stored.
  func alertsWritten(last: Int64) {
    index.alerts.last = max(last, index.alerts.last)
    onAlerts?()
  }

  /// Has the file forget alerts from before an instant.
  func cleanUpAlerts(before horizon: Instant) {
    guard fault == nil, let oldest = index.alerts.oldest, oldest < horizon else { return }
    let transaction = transaction()
    transaction.add(.removeAlerts(before: horizon))
    commit(transaction) { [self] fault in
      if fault == nil, index.alerts.oldest == oldest { index.alerts.oldest = horizon }
    }
  }
}
