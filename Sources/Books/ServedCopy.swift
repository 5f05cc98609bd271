package import Diagnostics
import JSON
import System

/// The book being served, kept in one file of the state directory: a start on broken files goes on with it.
package struct ServedCopy: Sendable {
  package let path: String

  package init(stateDirectory: String) {
    path = "\(stateDirectory)/served-book.json"
  }

  /// Replaces the copy in one step, on disk before it takes the old one's place.
  package func save(_ files: [SourceFile], revision: String) throws {
    var writer = JSONWriter(reservingCapacity: files.reduce(1_024) { $0 + $1.bytes.count * 9 / 8 })
    writer.object {
      $0.member("revision", revision)
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

  /// The files of the copy; nil where there is none that can be read and trusted.
  package func load() -> [SourceFile]? {
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
    return files
  }
}
