import Foundation
import JSON
import TestSupport

/// Compares what the clients were told with what the daemon has of it.
struct Reconciliation {
  let told: Ledger
  let daemon: DaemonUnderLoad

  func report(to findings: inout Findings) throws {
    for (route, count) in told.answers.sorted(by: { $0.key < $1.key }) { findings.note("\(route): \(count)") }
    let metrics = Scrape(try daemon.connect().ask("GET", "/metrics").text)
    try compareHistory(&findings)
    findings.compare("exit code", Int(daemon.stop()), 0)
    // All of it is in its files only now.
    let (logged, missing) = try compareDecisionLog(&findings)
    compareMetrics(metrics, decisions: logged + missing, &findings)
  }

  /// Each contact and outcome of which clients were told, and no other but those of bad clients.
  private func compareHistory(_ findings: inout Findings) throws {
    let client = try daemon.connect()
    try client.send(
      "GET /v1/contacts HTTP/1.1\r\nHost: waymark\r\nAccept: application/x-ndjson\r\n\r\n")
    guard try client.head().status == 200 else { throw LoadFailure("the contacts cannot be read") }
    var reserved: Set<ActionKey> = []
    var outcomes: Set<ActionKey> = []
    var imported = 0
    var rest: [UInt8] = []
    while let line = try client.line(&rest) {
      let document = try JSONDocument(parsing: Array(line.utf8))
      func text(_ key: StaticString, of token: JSONToken) -> String? {
        document.member(key, of: token).map { document.string(at: $0) }
      }
      let journey = text("journey", of: document.root) ?? ""
      if journey.hasPrefix("old/") { imported += 1 }
      guard journey.hasPrefix("soak/"), let action = text("action", of: document.root),
        let decision = text("decision", of: document.root).flatMap({ UUID(uuidString: $0) })
      else { continue }
      reserved.insert(ActionKey(decision: decision, action: action))
      guard let list = document.member("outcomes", of: document.root) else { continue }
      for outcome in document.elements(of: list) {
        guard let name = text("outcome", of: outcome) else { continue }
        outcomes.insert(ActionKey(decision: decision, action: action, outcome: name))
      }
    }
    findings.compare("contacts imported", imported, Soak.imported)
    findings.compare("contacts reserved and not in the history", told.reserved.subtracting(reserved).count, 0)
    findings.compare("contacts of which no client was told", reserved.subtracting(told.reserved).count, 0)
    findings.compare("outcomes reported and not in the history", told.outcomes.subtracting(outcomes).count, 0)
    findings.note("contacts reserved: \(told.reserved.count); outcomes reported: \(told.outcomes.count)")
  }
}
