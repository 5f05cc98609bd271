/// Alerts for a person to read: what was raised when, and for whom.
struct AlertTable {
  private let alerts: [FollowedAlert]

  init(_ alerts: [FollowedAlert]) { self.alerts = alerts }

  func rendered(for terminal: Terminal) -> String {
    guard !alerts.isEmpty else { return "no alerts\n" }
    var table = TextTable(["NUMBER", "WHEN", "SEVERITY", "RULE", "JOURNEY", "ACCOUNT", "SUMMARY", "DECISION"])
    for alert in alerts {
      table.add(
        ["number", "at", "severity", "rule", "journey", "account", "summary", "decision"].map {
          alert.shown($0)
        })
    }
    return table.rendered(for: terminal)
  }
}
