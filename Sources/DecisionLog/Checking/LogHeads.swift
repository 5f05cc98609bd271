import JSON
import Time

/// Heads of the log that the daemon's own log told, or that a person noted down.
package struct LogHeads: Sendable {
  /// By number.
  package private(set) var links: [Int64: [UInt8]] = [:]
  /// Heads that contradict each other: their numbers.
  package private(set) var contradictions: [Int64] = []

  /// Where the log began, each time that the daemon told of it, in the order in which it did.
  private(set) var beginnings: [Beginning] = []

  /// The first line of the log at some time.
  struct Beginning {
    let first: Int64
    /// Of the head that was told with it.
    let number: Int64
    /// Whether it was told since old files were removed.
    let isRemoval: Bool
    fileprivate let time: Instant?
  }

  package init() {}

  package mutating func add(_ head: LogHead) {
    if let known = links[head.number], known != head.link { contradictions.append(head.number) }
    links[head.number] = head.link
  }

  /// Reads a head as it is written: the number, a colon, 64 hexadecimal digits.
  package mutating func add(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number >= 0,
      let link = HexText.bytes(parts[1].utf8), link.count == 32
    else { return false }
    add(LogHead(number: number, link: link))
    return true
  }

  /// Reads the heads in a line of the daemon's log; any other line is passed over.
  ///
  /// - Parameter event: the name of the event that tells them.
  package mutating func add(line: [UInt8], event: String) -> Bool {
    guard let document = try? JSONDocument(parsing: line), document.text("event", of: document.root) == event,
      let number = document.whole("number", of: document.root), number >= 0,
      let link = document.text("head", of: document.root).flatMap({ HexText.bytes($0.utf8) }),
      link.count == 32
    else { return false }
    add(LogHead(number: number, link: link))
    if let first = document.whole("first", of: document.root) {
      beginnings.append(
        Beginning(
          first: first, number: number,
          isRemoval: document.text("reason", of: document.root) == DecisionLog.Event.Reason.removal.rawValue,
          time: document.instant("time", of: document.root)))
    }
    return true
  }

  /// Puts what was told in several files into the order in which it was told.
  package mutating func sort() {
    let indexed = beginnings.enumerated().sorted { left, right in
      guard let first = left.element.time, let second = right.element.time, first != second else {
        return left.offset < right.offset
      }
      return first < second
    }
    beginnings = indexed.map(\.element)
  }
}
