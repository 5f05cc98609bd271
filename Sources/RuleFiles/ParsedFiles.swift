package import Diagnostics
import YAML

/// Rule files that were parsed before a book is loaded of them: that is a good part of the work, needs nothing of the other
/// files, and so can be done on several threads.
package struct ParsedFiles: Sendable {
  /// One of them.
  package struct Part: Sendable {
    let file: SourceFile
    let document: YAMLDocument

    /// Parses a file.
    package init(_ file: SourceFile) {
      self.file = file
      document = YAMLDocument.parse(file)
    }
  }

  private let parts: [String: Part]

  /// - Parameter parts: of different files.
  package init(_ parts: [Part] = []) {
    self.parts = Dictionary(parts.map { ($0.file.path, $0) }) { first, _ in first }
  }

  /// What a file holds; it is parsed now where it was not.
  func document(of file: SourceFile) -> YAMLDocument {
    guard let part = parts[file.path], part.file.bytes == file.bytes else { return YAMLDocument.parse(file) }
    return part.document
  }
}
