import Decisions
import JSON
package import Time

/// The first line of a file of the log: what the lines in it go on from.
package struct LogFileHeader: Sendable, Hashable {
  /// The line before the first of the file.
  package let previous: LogHead
  /// Of the key under which the lines are chained.
  package let keyID: String
  /// When the file was begun.
  package let begun: Instant
  /// The version of Waymark that wrote all its lines; nil where that did not say.
  package let version: String?

  package init(previous: LogHead, keyID: String, begun: Instant, version: String? = nil) {
    self.previous = previous
    self.keyID = keyID
    self.begun = begun
    self.version = version
  }

  /// The number of the first line that the file may have.
  package var first: Int64 { previous.number + 1 }

  /// The line, with its line feed.
  package var bytes: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 256)
    writer.object {
      $0.member("v", LogLine.version)
      $0.object("file") {
        $0.member("first", first)
        $0.member("previous", previous.text)
        $0.member("key", keyID)
        $0.member("begun", begun)
        $0.member("version", ifPresent: version)
      }
    }
    writer.newline()
    return writer.bytes
  }

  /// Reads a line without its line feed; nil where it is no header.
  package init?(_ line: [UInt8]) {
    guard let document = try? JSONDocument(parsing: line),
      let version = document.member("v", of: document.root), document.kind(of: version) == .number,
      document.int64(at: version) == Int64(LogLine.version),
      let file = document.member("file", of: document.root),
      let first = document.member("first", of: file), document.kind(of: first) == .number,
      let number = document.int64(at: first), number > 0,
      let link = document.text("previous", of: file).flatMap({ HexText.bytes($0.utf8) }), link.count == 32,
      let keyID = document.text("key", of: file), let begun = document.instant("begun", of: file)
    else { return nil }
    self.init(
      previous: LogHead(number: number - 1, link: link), keyID: keyID, begun: begun,
      version: document.text("version", of: file))
  }
}

extension JSONDocument {
  /// A member that is a string; nil where there is none.
  func text(_ key: StaticString, of token: JSONToken) -> String? {
    guard let value = member(key, of: token), kind(of: value) == .string else { return nil }
    return string(at: value)
  }

  /// A member that is an instant; nil where there is none.
  func instant(_ key: StaticString, of token: JSONToken) -> Instant? {
    text(key, of: token).flatMap { Instant(rfc3339: $0) }
  }

  /// A member that is a whole number; nil where there is none.
  func whole(_ key: StaticString, of token: JSONToken) -> Int64? {
    guard let value = member(key, of: token), kind(of: value) == .number else { return nil }
    return int64(at: value)
  }

  /// The elements of a member that is a list; none where there is none.
  func list(_ key: StaticString, of token: JSONToken) -> [JSONToken] {
    member(key, of: token).map { Array(elements(of: $0)) } ?? []
  }
}
