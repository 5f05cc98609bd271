import Analysis
import ArgumentParser
import Decisions
import JSON
import RuleTests
import Rules
import Time

/// `waymark diff`: what two rule books do otherwise, over all states.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare what two rule books do, over all states.",
    discussion: """
      Compares behaviour, not text: for which states another action is a candidate, with another score or channel; what \
      is detected, placed, held back or reported otherwise. Each difference comes with the states that it concerns, with \
      the rules behind it, and with one of those states, which was decided under both books. Policies, gates, weights, \
      texts and words are compared as they are written. Where nothing is found, no state tells the books apart.

      A book is a directory, or one in git: 'HEAD~1:rules' is the folder 'rules' of the commit before; 'HEAD' alone is \
      the other book's folder there. The exit code is 1 where the books differ.
      """)

  @Argument(help: ArgumentHelp("The book before: a directory, or a revision of git.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The book after; 'rules' by default.", valueName: "new"))
  var new: String = BookFolderOptions.usual

  @Option(help: "Text for people, json for programs, markdown for a pull request.")
  var format = DifferenceFormat.text

  @Option(help: ArgumentHelp("So many groups of states are shown for each difference.", valueName: "number"))
  var states = 5

  func validate() throws {
    guard states >= 1 else { throw ValidationError("--states takes a number from 1 on.") }
  }

  func run() throws {
    let clock = RuleTest.usualInstant
    let before = try ComparedBook(old, beside: new)
    let after = try ComparedBook(new, beside: old)
    let difference = BookComparison(before.deciding, after.deciding, now: clock).difference()
    let report = DifferenceReport(difference, before, after, states: states, now: clock)
    let output = Terminal.standardOutput
    switch format {
    case .text: output.write(report.text(for: output))
    case .json: output.write(json: report.json + [UInt8(ascii: "\n")])
    case .markdown: output.write(report.markdown)
    }
    if !difference.isEmpty { throw Status.findings.code }
  }
}

/// How differences are shown.
enum DifferenceFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown
}
