import Diagnostics
import Rules
import Time
import YAML

extension Reader {
  func alert(_ node: Node, in declaration: Declaration) -> Alert? {
    enum Key: String, MappingKey {
      case severity, summary
      case oncePer = "once_per"
    }
    guard let mapping = mapping(node, "alert", help: "write {severity: warning, summary: …}") else {
      return nil
    }
    var severity = AlertSeverity.warning
    var summary: Localized<Template>?
    var hasSummary = false
    var oncePer = TimeSpan.day
    keys(of: mapping, "alert", as: Key.self) { key, entry in
      switch key {
      case .severity:
        severity =
          choice(
            entry.value, "severity", as: AlertSeverity.self, "severity of an alert",
            unknown: .unknownAlertSeverity)
          ?? severity
      case .summary:
        hasSummary = true
        summary = template(entry.value, "summary", allowsDecision: true)
      case .oncePer: oncePer = duration(entry.value, "once_per") ?? oncePer
      }
    }
    if !hasSummary, mapping[Key.summary.rawValue] == nil {
      missingKey(
        "summary", in: "alert", at: node.span, help: "add 'summary: …', the sentence that somebody will read")
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
