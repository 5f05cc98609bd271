import Foundation

/// What a daemon writes to standard error, read line by line on a thread of its own.
///
/// Unchecked because `lines` and `isEnded` are touched under the condition's lock only.
final class DaemonLog: @unchecked Sendable {
  struct Line: Sendable {
    let text: String

    /// Nothing for a line that is not JSON.
    var fields: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    var event: String { self["event"] ?? "" }

    subscript(_ name: String) -> String? { fields[name] as? String }

    func strings(_ name: String) -> [String] { fields[name] as? [String] ?? [] }
  }

  struct NotLogged: Error, CustomStringConvertible {
    let description: String
  }

  private let condition = NSCondition()
  private var lines: [Line] = []
  private var isEnded = false

  init(reading handle: FileHandle) {
    let thread = Thread { [self] in
      var rest = Data()
      while true {
        let more = handle.availableData
        rest += more
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          append(Line(text: String(decoding: rest[rest.startIndex..<end], as: UTF8.self)))
          rest = Data(rest[rest.index(after: end)...])
        }
        if more.isEmpty { break }
      }
      condition.withLock {
        isEnded = true
        condition.broadcast()
      }
    }
    thread.start()
  }

  private func append(_ line: Line) {
    condition.withLock {
      lines.append(line)
      condition.broadcast()
    }
  }

  var all: [Line] { condition.withLock { lines } }

  var text: String { all.map(\.text).joined(separator: "\n") }

  func lines(of event: String) -> [Line] { all.filter { $0.event == event } }

  /// Waits for a line of an event, from the beginning of the log.
  ///
  /// - Parameters:
  ///   - count: which of them; 1 is the first.
  ///   - isWanted: called under the lock: it may not ask the log.
  /// - Throws: where it does not come in time, or the daemon ends without it.
  @discardableResult
  func wait(
    for event: String, count: Int = 1, within limit: Duration = .seconds(60),
    where isWanted: (Line) -> Bool = { _ in true }
  ) throws -> Line {
    let deadline = Date(timeIntervalSinceNow: TimeInterval(limit.components.seconds))
    var seen = 0
    var found = 0
    condition.lock()
    defer { condition.unlock() }
    while true {
      while seen < lines.count {
        let line = lines[seen]
        seen += 1
        if line.event == event, isWanted(line) { found += 1 }
        if found == count { return line }
      }
      let hasMore = !isEnded && condition.wait(until: deadline)
      guard hasMore || seen < lines.count else {
        let log = lines.map(\.text).joined(separator: "\n")
        throw NotLogged(description: "no '\(event)' as wanted in the log:\n\(log)")
      }
    }
  }

  /// Waits until the daemon has closed its log, and returns all of it.
  func untilEnd(within limit: Duration = .seconds(60)) -> [Line] {
    let deadline = Date(timeIntervalSinceNow: TimeInterval(limit.components.seconds))
    return condition.withLock {
      while !isEnded, condition.wait(until: deadline) {}
      return lines
    }
  }
}
