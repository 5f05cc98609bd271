package import Diagnostics
import JSON
import System
package import Time

/// A rule book that served, kept in one file of the state directory.
package struct ServedCopy: Sendable {
  package let path: String

  /// The book being served: a start on broken files goes on with it.
  package init(stateDirectory: String) {
    path = "\(stateDirectory)/served-book.json"
  }

  /// The book that served before something was weakened.
  package init(beforeWeakeningIn stateDirectory: String) {
    path = "\(stateDirectory)/served-before.json"
  }

  /// Replaces the copy in one step, on disk before it takes the old one's place.
  ///
  /// - Parameter end: when another book took its place; nil while it serves.
  package func save(_ files: [SourceFile], revision: String, until end: Instant? = nil) throws {
    var writer = JSONWriter(reservingCapacity: files.reduce(1_024) { $0 + $1.bytes.count * 9 / 8 })
    writer.object {
      $0.member("revision", revision)
      if let end { $0.member("until", end.description) }
      $0.array("files", of: files) { writer, file in
        writer.object {
          $0.member("path", file.path)
          $0.member("text") { writer in file.bytes.withUnsafeBytes { writer.string($0) } }
        }
      }
    }
    writer.newline()
    try AtomicFile.replace(path, with: writer.bytes)
  }

  /// Whether there is one, be it readable or not.
  package var isThere: Bool { FileStatus(of: path, followingLinks: true) != nil }

  /// The files of the copy; nil where there is none that can be read and trusted.
  package func load() -> [SourceFile]? { contents()?.files }

  /// The files of the copy, and when another book took its place; nil where there is none that can be read and trusted.
  package func contents() -> (files: [SourceFile], until: Instant?)? {
    guard let bytes = try? TrustedFile.read(path), let document = try? JSONDocument(parsing: bytes),
      document.kind(of: document.root) == .object,
      let list = document.member("files", of: document.root), document.kind(of: list) == .array
    else { return nil }
    var files: [SourceFile] = []
    for entry in document.elements(of: list) {
      guard document.kind(of: entry) == .object, let path = document.member("path", of: entry),
        document.kind(of: path) == .string, let text = document.member("text", of: entry),
        document.kind(of: text) == .string
      else { return nil }
      files.append(
        SourceFile(path: document.string(at: path), bytes: document.withUTF8(of: text) { Array($0) }))
    }
    let until = document.member("until", of: document.root).flatMap { end in
      document.kind(of: end) == .string ? Instant(rfc3339: document.string(at: end)) : nil
    }
    return (files, until)
  }
}
