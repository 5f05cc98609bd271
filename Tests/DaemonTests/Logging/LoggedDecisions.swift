import DecisionLog
import Foundation
import JSON
import System
import TestSupport
import Testing

/// The decision log in the state directory of a daemon, as it stands on disk.
struct LoggedDecisions {
  let folder: LogFolder
  private let keyPath: String

  init(_ folder: some TestDirectory, in path: String = "state/decisions") {
    self.folder = LogFolder(folder.at(path))
    keyPath = folder.at("state/withdrawals.key")
  }

  /// All lines apart from headers.
  var lines: [LogLine] {
    get throws {
      var all: [LogLine] = []
      for name in try folder.files() {
        var lines = try LogFileLines(folder, name)
        _ = try lines.next()
        while let line = try lines.next() { all.append(try #require(LogLine(line))) }
      }
      return all
    }
  }

  /// What stands in the records that are there.
  var records: [String] {
    get throws { try lines.compactMap { $0.record.map { String(decoding: $0, as: UTF8.self) } } }
  }

  /// Nothing where all is as it was written, by the heads that the daemon told as well.
  func findings(_ logs: [DaemonLog] = []) throws -> [String] {
    var heads = LogHeads()
    for log in logs {
      for line in log.all { _ = heads.add(line: Array(line.text.utf8), event: "decision_log.head") }
    }
    var check = LogCheck(key: try #require(KeyFile.read(keyPath).key), heads: heads)
    try check.check(folder)
    return check.findings.map(\.message)
  }

  /// Whether a text stands in any file of the log, in compressed ones too.
  func contain(_ text: String) throws -> Bool {
    for name in try folder.files() {
      var lines = try LogFileLines(folder, name)
      while let line = try lines.next() {
        if String(decoding: line, as: UTF8.self).contains(text) { return true }
      }
    }
    let others = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      LogFileName($0) == nil && $0 != "books"
    }
    return try others.contains {
      try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8).contains(text)
    }
  }
}
