import ArgumentParser
import Diagnostics
import RuleFiles

/// `waymark check`: everything that is wrong with a rule book.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find what is wrong with a rule book.",
    discussion: """
      Reads all rule files below a directory and reports every problem with its place and what to do about it. The \
      problems go to standard output, the count of them to standard error. The exit code is 1 where there is an \
      error; `waymark explain-diagnostic` tells more about each kind.

      For programs there is json; sarif is SARIF 2.1.0, which code hosts and editors show beside the lines; github \
      is what a workflow of GitHub shows there. With --watch it goes on until Ctrl-C.

      --fix mends what has one right mend: a misspelt word, a pasted quote or space, a rule that is there twice, a word \
      that nothing names, values that are not listed. It prints the changes as a patch; on a terminal it asks before it \
      writes them. A mend that would change what is decided is left out.
      """)

  @OptionGroup var folder: BookFolderOptions

  @Option(help: "Text for people; json, sarif or github for programs.")
  var format = ReportFormat.text

  @Flag(help: "Warnings fail the check, too.")
  var strict = false

  @Flag(help: "Check again whenever a file changes, until Ctrl-C.")
  var watch = false

  @Flag(help: "Show how to mend what has one right mend, and write that where you agree.")
  var fix = false

  @Flag(help: "With --fix: write it without asking.")
  var yes = false

  func validate() throws {
    try MendingRun.validate(isAgreed: yes, isWatching: watch, format, fix)
  }

  func run() throws {
    if fix { return try tell(MendingRun(path: folder.path, isAgreed: yes).run()) }
    guard watch else { return try runOnce() }
    try BookWatch.repeating(folder.path, includesTests: false, runOnce)
  }

  private func runOnce() throws {
    let folder = RuleBookFolder(at: folder.path, option: nil)
    let findings = folder.findings
    let output = Terminal.standardOutput
    switch format {
    case .text: output.write(findings.rendered(for: output))
    case .json:
      output.write(
        json: DiagnosticReport.json(findings.diagnostics, revision: folder.revision) + [UInt8(ascii: "\n")])
    case .sarif:
      output.write(
        json: SARIFLog(findings.diagnostics, revision: folder.revision).json + [UInt8(ascii: "\n")])
    case .github: findings.printWorkflowCommands()
    }
    try tell(findings)
  }

  /// Says how much was found, and fails where that is too much.
  private func tell(_ findings: Findings) throws {
    let summary = findings.summary
    Terminal.standardError.write("\(summary)\n")
    if findings.lacksDeclarations, let whole = OuterBook.folder(around: self.folder.path, besides: false) {
      Terminal.standardError.write(
        "  help: there are rule files in '\(whole)', too; to check the whole book: waymark check \(whole)\n")
    }
    if summary.errors > 0 || strict && summary.warnings > 0 { throw Status.findings.code }
  }
}
