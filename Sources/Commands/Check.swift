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
      """)

  @Argument(help: ArgumentHelp("The directory of the rule book.", valueName: "dir"), completion: .directory)
  var directory = "rules"

  @Option(help: "Text for people, or json for programs.")
  var format = OutputFormat.text

  @Flag(help: "Warnings fail the check, too.")
  var strict = false

  func run() throws {
    let folder = RuleBookFolder(at: directory, option: nil)
    let findings = folder.findings
    switch format {
    case .text: Terminal.standardOutput.write(findings.rendered(for: .standardOutput))
    case .json:
      let json = DiagnosticReport.json(findings.diagnostics, revision: folder.revision)
      Terminal.standardOutput.write(json: json + [UInt8(ascii: "\n")])
    }
    let summary = findings.summary
    Terminal.standardError.write("\(summary)\n")
    if summary.errors > 0 || strict && summary.warnings > 0 { throw Status.findings.code }
  }
}
