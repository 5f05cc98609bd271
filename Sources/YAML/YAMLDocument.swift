package import Diagnostics

/// How much a file may hold.
package struct YAMLLimits: Sendable {
  /// The size of a file in bytes.
  package var bytes: Int
  /// The levels of nesting, of which the root is the first.
  package var depth: Int
  /// The nodes after every alias has been expanded, keys among them.
  package var nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  package static let `default` = YAMLLimits(bytes: 4 << 20, depth: 64, nodes: 1_000_000)
}

/// What one file holds: its root, and every problem found while it was read.
package struct YAMLDocument: Sendable {
  /// Nil where the file holds nothing but comments, and where it cannot be read; then there is an error.
  package let root: Node?
  /// In the order of the file.
  package let diagnostics: [Diagnostic]

  /// Reads a file that holds at most one document, with scalars by the YAML 1.2 core schema.
  package static func parse(_ file: SourceFile, limits: YAMLLimits = .default) -> YAMLDocument {
    let text: YAMLText
    do {
      text = try YAMLText(file, limits: limits)
    } catch {
      return YAMLDocument(root: nil, diagnostics: [error.diagnostic])
    }
    var composer = Composer(text: text, file: file.path, limits: limits)
    let root = composer.compose()
    return YAMLDocument(root: root, diagnostics: composer.diagnostics.sorted())
  }
}

/// A problem after which a file cannot be read further.
struct Unreadable: Error {
  let diagnostic: Diagnostic

  init(_ id: DiagnosticID, _ message: String, at location: SourceLocation, help: String) {
    diagnostic = Diagnostic(.error, id, message, at: location, help: help)
  }

  init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }
}
