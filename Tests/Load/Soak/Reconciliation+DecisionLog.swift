import DecisionLog
import Foundation
import JSON
import TestSupport

extension Reconciliation {
  /// Each decision of which clients were told has its line, and there is no other line but those of bad clients.
  ///
  /// - Returns: how many decisions the log has, and how many it says that it lacks.
  func compareDecisionLog(_ findings: inout Findings) throws -> (logged: Int, missing: Int) {
    let folder = LogFolder(daemon.folder.at("state/decisions"))
    var unseen = Set(told.decisions)
    findings.compare("decisions with an id of their own", unseen.count, told.decisions.count)
    var (logged, missing, strange) = (0, 0, 0)
    for name in try folder.files() {
      var lines = try LogFileLines(folder, name)
      while let bytes = try lines.next() {
        // The first line of a file is none of the log's lines.
        guard let record = LogLine(bytes)?.record else { continue }
        let document = try JSONDocument(parsing: Array(record))
        if let gap = document.member("gap", of: document.root) {
          missing += Int(document.int64(at: gap) ?? 0)
          continue
        }
        guard let id = document.member("id", of: document.root),
          let key = UUID(uuidString: document.string(at: id))
        else { continue }
        logged += 1
        if unseen.remove(key) == nil, !isOfBadClient(document) { strange += 1 }
      }
    }
    findings.compare("decisions told and not in the decision log", unseen.count, missing)
    findings.compare("lines of decisions of which no client was told", strange, 0)
    findings.note("decisions logged: \(logged), of which clients were told \(told.decisions.count)")
    return (logged, missing)
  }

  private func isOfBadClient(_ document: JSONDocument) -> Bool {
    guard let state = document.member("state", of: document.root),
      let journey = document.member("journey", of: state)
    else { return false }
    return document.string(at: journey).hasPrefix("bad/")
  }
}
