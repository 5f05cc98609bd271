import ArgumentParser
import Diagnostics
import Rules

/// Diagnostics with the files that they are about.
struct Findings {
  let diagnostics: [Diagnostic]
  let files: [SourceFile]

  init(_ diagnostics: [Diagnostic], files: [SourceFile]) {
    self.diagnostics = diagnostics
    self.files = files
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether something is referred to that no file declares.
  var lacksDeclarations: Bool {
    let ids = Set(IDKind.allCases.map { "unknown-\($0.noun.replacing(" ", with: "-"))" } + ["unknown-fact"])
    return diagnostics.contains { $0.severity == .error && ids.contains($0.id.name) }
  }

  var summary: DiagnosticSummary { DiagnosticSummary(diagnostics, files: files.count) }

  func rendered(for terminal: Terminal) -> String {
    DiagnosticRenderer(files: files, color: terminal.hasColor).render(diagnostics)
  }

  /// Where there are errors, shows all that was found on standard error and ends the command.
  ///
  /// - Parameter isInWorkflow: whether a workflow of GitHub is to show it beside the lines: then on standard output.
  func printErrors(isInWorkflow: Bool = false) throws {
    guard hasErrors else { return }
    if isInWorkflow { printWorkflowCommands() } else { printAll() }
    throw Status.findings.code
  }

  /// Writes all that was found as commands of a workflow of GitHub.
  private func printWorkflowCommands() {
    for diagnostic in diagnostics { Terminal.standardOutput.write(WorkflowCommand(diagnostic).text) }
  }

  /// Shows all that was found on standard error.
  func printAll() {
    guard !diagnostics.isEmpty else { return }
    Terminal.standardError.write(rendered(for: .standardError))
  }
}
