import API
import ArgumentParser
import JSON

/// `waymark account`: who is in a buying group, and what to do next for whom.
struct Account: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "Show the buying group of an account, and what to do next for whom.",
    discussion: """
      Its people are the journeys that were said to belong to the account, by events or by states sent to `waymark next`, \
      without those that have ended. Shown are how far the group has the people that the rule book asks for, who went \
      quiet, to whom something is recommended and why, and what is held back from the others.

      Everybody gets one recommendation at most; of all of them the best comes first, and the others have seen that. \
      Nothing is recorded: POST /v1/accounts/next reserves.
      """)

  @Argument(help: ArgumentHelp("The account's id.", valueName: "account"))
  var account: String

  @Option(help: ArgumentHelp("To how many people something may be recommended.", valueName: "count"))
  var take = 1

  @Option(help: "Text for people, or json for programs.")
  var format = OutputFormat.text

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    try RequestLimits.take.validate(take, of: "--take")
    if account.isEmpty { throw ValidationError("The account's id is empty.") }
  }

  func run() throws {
    let answer = try daemon.client().ask(
      DaemonRequest(.post, .accountsDecide, [.account: account, .take: "\(take)"]))
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    let output = Terminal.standardOutput
    switch format {
    case .json: output.write(json: answer.body)
    case .text: output.write(AccountView(answer.body).rendered(for: output))
    }
  }
}
