import JSON
import System

extension LogSearch {
  /// The newest file with a decision that shows that there was a history: by it something was reserved, or what it was
  /// made of was remembered. What cannot be read shows nothing.
  package static func newestUseOfHistory(in folder: LogFolder) -> LogFilePath? {
    guard folder.exists, let names = try? folder.files() else { return nil }
    return names.reversed().lazy.map { LogFilePath($0, in: folder) }.first { usesHistory($0) }
  }

  /// As a record has them where they say something. In a string a quotation mark would stand behind a backslash.
  private static let signs = [
    #""reserved":[""#, #""contacts":[{"#, #""withdrawals":[{"#, #""memory":{"#,
  ].map { ByteSearch(Array($0.utf8)) }

  private static func usesHistory(_ file: LogFilePath) -> Bool {
    guard var lines = try? LogFileLines(file) else { return false }
    while let line = try? lines.next() {
      // Most lines of a log that shows nothing need not be parsed.
      guard signs.contains(where: { $0.isIn(line) }), let record = LogLine(line)?.record,
        let decision = RecordedDecision(Array(record)), decision.usesHistory
      else { continue }
      return true
    }
    return false
  }
}

extension RecordedDecision {
  /// Whether it reserved something, or anything was remembered of its journey or of others of its account.
  fileprivate var usesHistory: Bool {
    document.member("memory", of: document.root) != nil
      || !document.list("reserved", of: decision).isEmpty
      || ([considered] + document.list("others", of: considered)).contains { part in
        !document.list("contacts", of: part).isEmpty || !document.list("withdrawals", of: part).isEmpty
      }
  }
}
