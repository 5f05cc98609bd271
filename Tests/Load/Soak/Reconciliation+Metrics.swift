extension Reconciliation {
  /// The daemon's own sums are those of the clients, and of the decision log.
  func compareMetrics(_ metrics: Scrape, decisions: Int, _ findings: inout Findings) {
    for route in ["/v1/next", "/v1/outcomes", "/v1/contacts"] {
      findings.compare(
        "answers at \(route) by the metrics",
        metrics.sum(of: "waymark_requests_total", where: ["route=\"\(route)\"", "status=\"200\""]),
        told.answers["\(route) 200", default: 0])
    }
    findings.compare("decisions by the metrics", metrics.sum(of: "waymark_decisions_total"), decisions)
    findings.compare(
      "contacts by the metrics", metrics.sum(of: "waymark_history_contacts_total"),
      told.reserved.count + Soak.imported)
    findings.compare("rules that failed", metrics.sum(of: "waymark_rule_errors_total"), 0)
    findings.note("alerts raised: \(metrics.sum(of: "waymark_alerts_total"))")
  }
}

/// What `/metrics` said once.
struct Scrape {
  private let lines: [Substring]

  init(_ text: String) { lines = text.split(separator: "\n").filter { $0.first != "#" } }

  /// The sum of a metric over the labels that have certain values.
  func sum(of name: String, where labels: [String] = []) -> Int {
    lines.filter { line in
      line.hasPrefix("\(name){") || line.hasPrefix("\(name) ")
    }.filter { line in
      labels.allSatisfy { line.contains($0) }
    }.compactMap { line in
      line.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) }
    }.reduce(0, +)
  }
}
