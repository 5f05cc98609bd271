import ArgumentParser
import Diagnostics
import RuleFiles

/// `waymark check`: everything that is wrong with a rule book.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what is wrong with a rule book.",
    discussion: """
      Reads all rule files below a directory and reports every problem with its place and what to do about it. The \
      problems go to standard output, the count of them to standard error. The exit code is 1 where there is an \
      error; `waymark explain-diagnostic` tells more about each kind. The tests beside the rules (*.test.yaml) are read, \
      too, where the rules have no error; `waymark test` runs them.

      For programs there is json; sarif is SARIF 2.1.0, which code hosts and editors show beside the lines; github \
      is what a workflow of GitHub shows there. With --watch it goes on until Ctrl-C.

      What is meant as it is can be accepted in the rule files, with a reason: at a rule, an action or a table, or in a \
      section for the whole book, there also for single subjects. A section 'check' says how severe a kind of finding is:
          accept: {unused: "for the next season"}
          accept: {gap: {churned/end-user: "we let them go"}}
          check: {free-text: error}

      --fix mends what has one right mend: a misspelt word, a pasted quote or space, a rule that is there twice, a word \
      that nothing names, values that are not listed. It prints the changes as a patch; on a terminal it asks before it \
      writes them. A mend that would change what is decided is left out.
      """)

  @OptionGroup var folder: BookFolderOptions

  @Option(help: "Text for people; json, sarif or github for programs.")
  var format = ReportFormat.text

  @Flag(help: "Warnings fail the check, too: the same as --fail-on warning.")
  var strict = false

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "What fails the check besides errors: 'warning', 'note', or the id of a finding. May be repeated.",
      valueName: "level|id"),
    completion: .list(["warning", "note"] + CheckedKind.all.map(\.name)))
  var failOn: [String] = []

  @Flag(help: "Show what the rule book accepts as well, with the reasons.")
  var accepted = false

  @Option(
    help: ArgumentHelp(
      "Leave out what was there in a revision of git, such as HEAD~1.", valueName: "revision"))
  var since: String?

  @Flag(help: "Show what each kind of customer gets, stage by persona, and where there is nothing for them.")
  var map = false

  @Flag(help: "Check again whenever a file changes, until Ctrl-C.")
  var watch = false

  @Flag(help: "Show how to mend what has one right mend, and write that where you agree.")
  var fix = false

  @Flag(help: "With --fix: write it without asking.")
  var yes = false

  func validate() throws {
    let other = since != nil ? "--since" : map ? "--map" : accepted ? "--accepted" : nil
    try MendingRun.validate(isAgreed: yes, isWatching: watch, hasOther: other, format, fix)
  }

  func run() throws {
    let levels = try failOn.map { text throws(Failure) in try FailureLevel(text) }
    if fix { return try mend(levels) }
    guard watch else { return try runOnce(levels) }
    try BookWatch.repeating(folder.path) { try runOnce(levels) }
  }

  private func runOnce(_ levels: [FailureLevel]) throws {
    let folder = RuleBookFolder(at: folder.path, option: nil)
    let book = try CheckedBook(folder, at: self.folder.path, showsAccepted: accepted, since: since)
    let output = Terminal.standardOutput
    if map, let review = book.review { return show(CustomerGridView(grid: review.grid)) }
    switch format {
    case .text:
      output.write(Findings(book.told.map(\.withReason), files: book.files).rendered(for: output))
    case .json:
      output.write(
        json: DiagnosticReport.json(book.told, revision: folder.revision) + [UInt8(ascii: "\n")])
    case .sarif:
      output.write(json: SARIFLog(book.told, revision: folder.revision).json + [UInt8(ascii: "\n")])
    case .github:
      for told in book.told { output.write(WorkflowCommand(told).text) }
    }
    try conclude(book, of: folder, levels)
  }

  private func mend(_ levels: [FailureLevel]) throws {
    let rest = try MendingRun(path: folder.path, isAgreed: yes).run()
    let book = try CheckedBook(rest.folder, at: folder.path, showsAccepted: accepted, since: since)
    let messages = Terminal.standardError
    if rest.isShown {
      messages.write(
        Findings(book.told.map(\.withReason), files: book.files).rendered(for: messages))
    }
    try conclude(book, of: rest.folder, levels)
  }

  /// Says how much was found and what to do first, and fails where that is too much.
  private func conclude(_ book: CheckedBook, of folder: RuleBookFolder, _ levels: [FailureLevel]) throws {
    Terminal.standardError.write("\(book.summary)\n")
    if let conclusion = book.review?.conclusion(book.open) {
      Terminal.standardError.write("\(conclusion)\n")
    }
    if folder.findings.lacksDeclarations,
      let whole = OuterBook.folder(around: self.folder.path, besides: false)
    {
      Terminal.standardError.write(
        "  help: there are rule files in '\(whole)', too; to check the whole book: waymark check \(whole.inShell)\n"
      )
    } else if format == .text {
      for step in book.nextSteps { Terminal.standardError.write("  help: \(step)\n") }
    }
    let failing = levels + [.severity(strict ? .warning : .error)]
    if book.open.contains(where: { found in failing.contains { $0.isMet(by: found) } }) {
      throw Status.findings.code
    }
  }

  private func show(_ map: CustomerGridView) {
    let output = Terminal.standardOutput
    if format == .json {
      output.write(json: map.json + [UInt8(ascii: "\n")])
    } else {
      output.write(map.text(for: output))
    }
  }
}
