import Decisions
import HistoryRecords
import Rules
import Telemetry

extension EventLog {
  /// Logs an alert.
  func report(_ alert: RaisedAlert) {
    let summary = alert.summary ?? alert.rule
    var fields: LogFields = [
      "rule": .string(alert.rule), "severity": .string((alert.severity ?? .warning).rawValue),
      "summary": .string(summary),
    ]
    if !alert.journey.isEmpty { fields.append("journey", .string(alert.journey)) }
    if let account = alert.account { fields.append("account", .string(account)) }
    if let revision = alert.revision { fields.append("revision", .string(revision)) }
    if let decision = alert.decision { fields.append("decision", .string(decision.text)) }
    // Throttled already: with the time in its key, the log folds none away.
    let key = "\(alert.rule)\u{0}\(alert.journey)\u{0}\(alert.at)"
    log((alert.severity ?? .warning).logLevel, .journeyAlert, summary, fields, key: key)
  }
}

extension AlertSeverity {
  fileprivate var logLevel: LogLevel {
    switch self {
    case .info: .info
    case .warning: .warning
    case .critical: .error
    }
  }
}
