import ArgumentParser
import Books
import Decisions
import Diagnostics
import RuleTests
import Rules

/// `waymark test`: whether a rule book does what its tests say.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests of a rule book.",
    discussion: """
      Reads the rule book below a directory and all *.test.yaml beside it, decides about each state, and compares. Of \
      what is otherwise it says what was expected, what came, and why. Tests see no contacts but their own.

      The exit code is 1 where a test fails, where there is none to run, and where less is covered than --fail-under \
      says.
      """)

  @OptionGroup var folder: BookFolderOptions

  @Option(help: ArgumentHelp("Run the tests alone whose name has this in it.", valueName: "text"))
  var filter: String?

  @Flag(help: "Say which rules and conditions no test covers.")
  var coverage = false

  @Option(
    help: ArgumentHelp(
      "Fail where less than this per cent of the rules or of the conditions is covered.", valueName: "percent"
    ))
  var failUnder: Double?

  @Option(
    help: ArgumentHelp(
      "Write what is covered: text, lcov=FILE or cobertura=FILE.", valueName: "form"))
  var coverageReport: CoverageTarget?

  @Option(
    help: ArgumentHelp("Write the results to this file in the format of JUnit.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Flag(help: "Run them again whenever a file changes, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Print a test made of a decision in the decision log, with no more of the state than mattered.",
      valueName: "id"))
  var fromLog: String?

  @OptionGroup var log: LogOptions

  @Option(help: "Results as text for people, json for programs, or github for its workflows.")
  var format = ResultFormat.text

  enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, github
  }

  /// In which form, and where, it is written what tests cover.
  enum CoverageTarget: ExpressibleByArgument {
    case text
    case lcov(path: String)
    case cobertura(path: String)

    init?(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      switch (parts[0], parts.count > 1 ? String(parts[1]) : "") {
      case ("text", ""): self = .text
      case ("lcov", let path) where !path.isEmpty: self = .lcov(path: path)
      case ("cobertura", let path) where !path.isEmpty: self = .cobertura(path: path)
      default: return nil
      }
    }
  }

  private var directory: String { folder.path }

  func validate() throws {
    if let failUnder, !(0...100).contains(failUnder) {
      throw ValidationError("'--fail-under' is a number from 0 to 100.")
    }
    if watch && fromLog != nil { throw ValidationError("'--from-log' prints a test: leave '--watch' out.") }
    if fromLog == nil && (log.stateDir != nil || log.config != nil) {
      throw ValidationError("'--state-dir' and '--config' go with '--from-log'.")
    }
    if filter != nil && (failUnder != nil || coverageReport != nil || coverage) {
      throw ValidationError("with '--filter' nothing can be said of what all tests cover: leave one out.")
    }
  }

  func run() throws {
    if let fromLog {
      let book = try RuleBookFolder(at: directory, option: nil).soundBook()
      return Terminal.standardOutput.write(try TestFromLog(decision: fromLog, place: log).text(for: book))
    }
    guard watch else { return try runOnce() }
    try BookWatch.repeating(directory, runOnce)
  }

  private func runOnce() throws {
    let folder = RuleBookFolder(at: directory, option: nil)
    let isInWorkflow = format == .github
    let book = try folder.soundBook(isInWorkflow: isInWorkflow)
    let tests = try folder.tests(for: book, isInWorkflow: isInWorkflow)
    let chosen = tests.filter { test in filter.map { test.name.contains($0) } ?? true }
    guard !chosen.isEmpty else { throw nothingToRun(tests.isEmpty) }
    let counted = coverage || failUnder != nil || coverageReport != nil ? RuleCoverage(book) : nil
    let runner = RuleTestRunner(DecisionPlan(book), coverage: counted)
    let clock = ContinuousClock()
    var results: [RuleTestResult] = []
    let duration = clock.measure { results = chosen.map { runner.run($0) } }
    let shown = TestView(results, duration: duration)
    if let junit { try NewFile.write(shown.junit, at: junit) }
    switch format {
    case .text: Terminal.standardOutput.write(shown.text)
    case .json: Terminal.standardOutput.write(json: shown.json)
    case .github: Terminal.standardOutput.write(shown.workflowCommands)
    }
    let view = PathPrefix(directory)
    let summary = counted.map { CoverageSummary($0, of: book, path: { view.seen(path: $0) }) }
    if let summary { try report(summary) }
    Terminal.standardError.write("\(shown.summary)\n")
    let isCovered = summary.map { min($0.rulePercent, $0.keyPercent) >= failUnder ?? 0 } ?? true
    if !shown.hasPassed || !isCovered { throw Status.findings.code }
  }

  private func nothingToRun(_ isEmpty: Bool) -> Failure {
    isEmpty
      ? Failure(
        .findings, "there are no tests below '\(directory)'",
        help: "write one into a file such as \(directory)/first.test.yaml: `waymark help test` says more")
      : Failure(.findings, "no test has '\(filter ?? "")' in its name")
  }

  private func report(_ summary: CoverageSummary) throws(Failure) {
    switch coverageReport {
    case .lcov(let path): try NewFile.write(summary.lcov, at: path)
    case .cobertura(let path): try NewFile.write(summary.cobertura, at: path)
    case .text: Terminal.standardOutput.write(summary.text)
    case nil: if coverage { Terminal.standardOutput.write(summary.text) }
    }
    if let failUnder, min(summary.rulePercent, summary.keyPercent) < failUnder {
      Terminal.standardError.write("less is covered than the \(failUnder) % asked for\n")
    }
  }
}
