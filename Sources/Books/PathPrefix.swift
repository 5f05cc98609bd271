package import Diagnostics

/// Files of a rule book and places in them as seen from outside its folder, so that an editor can go there.
package struct PathPrefix: Sendable {
  private let folder: String
  private let prefix: String

  package init(_ folder: String) {
    self.folder = folder
    var trimmed = folder
    while trimmed.hasSuffix("/") && trimmed.utf8.count > 1 { trimmed.removeLast() }
    prefix = trimmed == "." ? "" : trimmed == "/" ? trimmed : "\(trimmed)/"
  }

  /// What is wrong with the folder itself stands at its own path.
  package func seen(_ diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.relocated { $0.file == folder ? $0 : seen($0) }
  }

  package func seen(_ location: SourceLocation) -> SourceLocation {
    SourceLocation(file: seen(path: location.file), span: location.span)
  }

  package func seen(_ file: SourceFile) -> SourceFile {
    SourceFile(path: seen(path: file.path), bytes: file.bytes)
  }

  package func seen(path: String) -> String { prefix + path }
}
