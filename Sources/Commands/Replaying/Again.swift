import API
import ArgumentParser
import DecisionLog
import Replay

/// `waymark again`: a decision of the log, made anew.
struct Again: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "again",
    abstract: "Make a decision of the log again, and compare it with what was recorded.",
    discussion: """
      Decides by what the decision log has of it: the state, the contacts that were considered, the instant, and the \
      rule book of then, which stands in the folder of the log. Prints the answer. Where it differs from the recorded \
      one, the first difference and its likely cause go to standard error, and the exit code is 1.
      """)

  @OptionGroup var decision: DecisionArguments

  @Option(
    help: ArgumentHelp(
      "The answer as json, or as text for people; by default text on a terminal, and else json.",
      valueName: "format"))
  var format: OutputFormat?

  @OptionGroup var place: LogOptions

  func run() throws {
    let logged = try LoggedDecision(decision, place)
    let repetition: Repetition
    do throws(Repetition.Impossible) {
      repetition = try Repetition(
        of: logged.record, under: logged.book,
        versions: (logged: logged.found.file.header?.version, current: Version.current),
        isIntact: logged.isIntact)
    } catch {
      throw Failure(
        .findings, "the decision cannot be made again: \(error.obstacle.text)", help: error.obstacle.help)
    }
    let output = Terminal.standardOutput
    switch format ?? (output.isInteractive ? .text : .json) {
    case .json: output.write(json: repetition.answer + [UInt8(ascii: "\n")])
    case .text: output.write(DecisionTable(repetition.answer).rendered(for: output))
    }
    guard let difference = repetition.difference else { return }
    Terminal.standardError.write(RepetitionView(difference, repetition.obstacles, logged.place).text)
    throw Status.findings.code
  }
}
