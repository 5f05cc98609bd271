import Diagnostics
import Rules
import Time
import YAML

/// The keys of 'alert'.
enum AlertKey: String, MappingKey {
  case severity, summary
  case oncePer = "once_per"
}

/// Reads whom an alert rule alerts of what.
struct AlertReader: NodeReader {
  let context: ReadingContext

  func read(_ node: Node) -> Alert? {
    guard let mapping = mapping(node, "alert", help: "write {severity: warning, summary: \"\(node.shown)\"}")
    else {
      return nil
    }
    var severity = AlertSeverity.warning
    var summary: Localized<Template>?
    var hasSummary = false
    var oncePer = TimeSpan.day
    keys(of: mapping, "alert", as: AlertKey.self) { key, entry in
      switch key {
      case .severity:
        severity =
          scalars.choice(
            entry.value, "severity", as: AlertSeverity.self, "severity of an alert",
            unknown: .unknownAlertSeverity)
          ?? severity
      case .summary:
        hasSummary = true
        summary = templates.read(entry.value, "summary", allowsDecision: true)
      case .oncePer: oncePer = scalars.duration(entry.value, "once_per") ?? oncePer
      }
    }
    if !hasSummary, mapping[AlertKey.summary.rawValue] == nil {
      missingKey(
        AlertKey.summary, in: "alert", mapping, as: AlertKey.self, at: node.span,
        help: "add 'summary: …', the sentence that somebody will read")
    }
    return summary.map { Alert(severity: severity, summary: $0, oncePer: oncePer) }
  }
}

extension DiagnosticID {
  static let unknownAlertSeverity = DiagnosticID(
    "unknown-alert-severity",
    page: """
      How urgent an alert is takes one of three words: 'info', 'warning' or 'critical'. It is no number; \
      numbers are the severities of pain points.
      """)
}
