import ArgumentParser
import Diagnostics

/// Diagnostics with the files that they are about.
struct Findings {
  let diagnostics: [Diagnostic]
  let files: [SourceFile]

  init(_ diagnostics: [Diagnostic], files: [SourceFile]) {
    self.diagnostics = diagnostics
    self.files = files
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  var summary: DiagnosticSummary { DiagnosticSummary(diagnostics, files: files.count) }

  func rendered(for terminal: Terminal) -> String {
    DiagnosticRenderer(files: files, color: terminal.hasColor).render(diagnostics)
  }

  /// Where there are errors, shows all that was found on standard error and ends the command.
  func printErrors() throws {
    guard hasErrors else { return }
    printAll()
    throw Status.findings.code
  }

  /// Shows all that was found on standard error.
  func printAll() {
    guard !diagnostics.isEmpty else { return }
    Terminal.standardError.write(rendered(for: .standardError))
  }
}
