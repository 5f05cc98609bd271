import API
package import ArgumentParser
import Diagnostics
import Glibc

/// The command line: one subcommand a file.
package struct Waymark: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "waymark",
    abstract: "Next best actions for customers, by rules in YAML files.",
    discussion: """
      A rule book, which is a directory of YAML files, says what to do for a customer at which stage, of which \
      persona, with which pain points. `waymark serve` answers with it over a Unix socket; the other commands write \
      and check rule books, and ask the daemon.

      A first rule book:  waymark init rules && waymark check rules
      Try it at once:     echo '{"journey": "anna"}' | waymark decide --rules rules
      Serve it:           waymark serve --rules rules
      Ask the daemon:     echo '{"journey": "anna"}' | waymark decide

      `waymark help COMMAND` says more of a command, `waymark help WORD` where a word is spoken \
      of; of an alarm, an event of the log or a heading of the runbook it shows what stands there.

      Data goes to standard output, messages to standard error. Exit codes: 0 all right; 1 something was found: a \
      check that failed, a state refused; 3 nothing is to do (`next`); 64 wrong use; 70 a fault of Waymark itself; \
      74 the output could not be written; 75 no daemon answers, or it cannot record now: try again.
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Rule book",
        subcommands: [
          Init.self, Check.self, Test.self, Diff.self, Table.self, Schema.self, ExplainDiagnostic.self,
        ]),
      CommandGroup(
        name: "Decision",
        subcommands: [Decide.self, Next.self, Why.self, Account.self, RecordOutcome.self, Eval.self]),
      CommandGroup(
        name: "Contact history",
        subcommands: [RecordEvent.self, Contacts.self, Import.self, Backup.self, History.self]),
      CommandGroup(name: "Past decisions", subcommands: [ReplayLog.self, Again.self, Blame.self]),
      CommandGroup(name: "Journeys over time", subcommands: [Journeys.self, Map.self]),
      CommandGroup(
        name: "Daemon",
        subcommands: [Serve.self, Book.self, Reload.self, Alerts.self, Tail.self, Stats.self, Log.self]),
      CommandGroup(name: "Shell", subcommands: [Completions.self, Manual.self]),
    ])

  package init() {}

  /// Parses the arguments of the process, runs the command that they name, and ends the process with its exit code
  /// where that is not 0.
  package static func main() async {
    StandardStreams.occupyClosed()
    do {
      var command = try parseAsRoot()
      searchHelp()
      if let failure = nonsenseAfterHelp { end(failure) }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      end(failure)
    } catch {
      searchHelp()
      if let failure = unknownCommand ?? nonsenseAfterHelp { end(failure) }
      end(error)
    }
    Terminal.standardOutput.finish()
  }

  private static func end(_ failure: Failure) -> Never {
    Terminal.standardError.print(failure)
    Glibc.exit(failure.status.rawValue)
  }

  /// Shows what the parser has to say, help for one, and ends the process.
  private static func end(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    if code == .failure, !(error is ExitCode) { end(Failure(.internalError, "\(error)")) }
    let text = fullMessage(for: error)
    if code.isSuccess {
      Terminal.standardOutput.write(text.isEmpty ? "" : "\(text)\n")
    } else {
      Terminal.standardError.print(parserMessage: text)
    }
    Terminal.standardOutput.finish()
    Glibc.exit(code.rawValue)
  }

  /// What is wrong with the first argument, where it names no command.
  private static var unknownCommand: Failure? {
    guard let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-") else { return nil }
    return failure(forCommand: name)
  }

  /// What is wrong with the word after `help`, where it names no command.
  private static var nonsenseAfterHelp: Failure? {
    guard CommandLine.arguments.dropFirst().first == "help",
      let name = CommandLine.arguments.dropFirst(2).first(where: { !$0.hasPrefix("-") })
    else { return nil }
    return failure(forCommand: name)
  }

  /// Says where the words after `help` are spoken of, where the first names no command, and ends the process; goes on where
  /// they are nowhere.
  private static func searchHelp() {
    let words = CommandLine.arguments.dropFirst(2).filter { !$0.hasPrefix("-") }
    guard nonsenseAfterHelp != nil, let root = try? CommandDescription.root(in: _dumpHelp()),
      let text = ArticleSection.text(named: words, for: .standardOutput)
        ?? HelpSearch.text(on: words, in: root, for: .standardOutput)
    else { return }
    Terminal.standardOutput.write(text)
    Terminal.standardOutput.finish()
    Glibc.exit(0)
  }

  private static func failure(forCommand name: String) -> Failure? {
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard !names.contains(name) else { return nil }
    return Failure(
      .wrongUse, "there is no command '\(name)'",
      help: nearest(to: name, among: names).map { "did you mean '\($0)'?" } ?? "`waymark help` lists them all"
    )
  }
}
