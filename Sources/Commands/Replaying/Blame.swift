import ArgumentParser
import DecisionLog
import Diagnostics
import Foundation
import Replay

/// `waymark blame`: whose rules made a decision what it was.
struct Blame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: "Show the rules that made a decision of the log what it was, and who wrote each line.",
    discussion: """
      The texts of the rules are those of then: the rule book that decided stands in the folder of the log. Where the \
      directory of --rules is in a git checkout that has the same text, now or in its history, each line comes with its \
      commit, author and date; otherwise that is said, and the texts are shown without.
      """)

  @OptionGroup var decision: DecisionArguments

  @Option(
    help: ArgumentHelp(
      "The directory of the rule book in a git checkout; by default 'rules', where there is one.",
      valueName: "dir"),
    completion: .directory)
  var rules: String?

  @Option(help: "Text for people (the default), or json.")
  var format = OutputFormat.text

  @OptionGroup var place: LogOptions

  func run() throws {
    let logged = try LoggedDecision(decision, place)
    guard let book = logged.book.kept else {
      let obstacle = logged.book.obstacle(logged.record.revision)
      throw Failure(
        .findings, "the rules of then are not to be had: \(obstacle?.text ?? "")", help: obstacle?.help)
    }
    var history = RuleHistory(folder: try folder(), files: book.files)
    let rules = DecisionRules(of: logged.record, in: book.book).entries.map { entry in
      let text = RuleText(of: entry.rule, in: book.files)
      return BlamedRule(entry: entry, text: text, origins: history.origins(of: text))
    }
    let view = BlameView(logged, rules, note: history.note)
    let output = Terminal.standardOutput
    switch format {
    case .text: output.write(view.text(for: output))
    case .json: output.write(json: view.json)
    }
  }

  /// The folder to look in; nil where there is none.
  private func folder() throws -> String? {
    let path = rules ?? "rules"
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return path
    }
    guard rules == nil else {
      throw Failure(
        .findings, "there is no folder '\(path)'", help: "name the folder of the rule book: --rules DIR")
    }
    return nil
  }
}

extension RecordedBook {
  /// Why it cannot be had; nil where it can.
  func obstacle(_ revision: String) -> Obstacle? {
    switch self {
    case .kept: nil
    case .missing: .bookMissing(revision: revision)
    case .changed: .bookChanged(revision: revision)
    case .broken(let mistake): .bookBroken(revision: revision, mistake: mistake)
    }
  }
}
