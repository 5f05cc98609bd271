import GRDB
import Glibc
import HistoryRecords
import JSON
import Rules
import System
import Time

/// The file in which earlier versions noted when they raised which alert: `[rule, journey, instant]`, one a line. What
/// it holds moves into the database, and the file goes.
struct FormerAlertFile {
  let path: String

  /// - Parameter path: of the database.
  init(beside path: String) { self.path = "\(Directory.parent(of: path))/alerts.ndjson" }

  /// The newest entry of each rule and journey, oldest first; nil where there is no such file.
  func alerts() -> [RaisedAlert]? {
    guard let bytes = try? TrustedFile.read(path) else { return nil }
    var seen: Set<AlertIndex.Key> = []
    var alerts: [RaisedAlert] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
      guard alerts.count < AlertIndex.most else { break }
      guard let alert = Self.alert(line),
        seen.insert(.init(rule: alert.rule, journey: ExactText(alert.journey))).inserted
      else { continue }
      alerts.append(alert)
    }
    return alerts.reversed()
  }

  /// Moves what is in it into the database; what that has already is passed over.
  func move(into file: HistoryFile) throws(HistoryFault) {
    guard let alerts = alerts() else { return }
    let known = try file.alertTimes()
    let news = alerts.filter { alert in
      known[.init(rule: alert.rule, journey: ExactText(alert.journey))].map { $0 < alert.at } ?? true
    }
    if !news.isEmpty { try file.commit(news.map { .alert($0, number: nil) }) }
    unlink(path)
  }

  /// Nil for something else: a crash may have cut the last line short.
  private static func alert(_ line: ArraySlice<UInt8>) -> RaisedAlert? {
    guard let document = try? JSONDocument(parsing: Array(line)), document.kind(of: document.root) == .array,
      document.count(of: document.root) == 3
    else { return nil }
    let parts = Array(document.elements(of: document.root))
    guard parts.allSatisfy({ document.kind(of: $0) == .string }),
      let at = Instant(rfc3339: document.string(at: parts[2]))
    else { return nil }
    return RaisedAlert(
      at: at, rule: document.string(at: parts[0]), severity: nil, summary: nil,
      journey: document.string(at: parts[1]), account: nil, revision: nil, decision: nil)
  }
}

extension HistoryFile {
  /// When each alert was raised last.
  fileprivate func alertTimes() throws(HistoryFault) -> [AlertIndex.Key: Instant] {
    do {
      return try queue.read { database in
        var times: [AlertIndex.Key: Instant] = [:]
        var rows = try StatementRows(database, sql: "SELECT rule, journey, at FROM alert ORDER BY id")
        while try rows.next() {
          guard let rule = rows.text(0), let journey = rows.text(1) else { continue }
          times[.init(rule: rule, journey: ExactText(journey))] = Instant(microseconds: rows.int(2))
        }
        return times
      }
    } catch {
      throw HistoryFault(error)
    }
  }
}
