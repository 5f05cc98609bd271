import API
import ArgumentParser
import JSON

/// `waymark book`: what the daemon serves.
struct Book: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show which rule book the daemon serves.",
    discussion: """
      Its revision, since when, how much it holds, its warnings; and what is wrong with the newest files where they are \
      not what is served.
      """)

  @Option(help: "Text for people, or json for programs.")
  var format = OutputFormat.text

  @OptionGroup var daemon: ClientOptions

  func run() throws {
    let answer = try daemon.client().ask(DaemonRequest(.get, .book))
    guard answer.isSuccess, let document = try? JSONDocument(parsing: answer.body) else {
      throw ProblemReport(answer).failure
    }
    let output = Terminal.standardOutput
    switch format {
    case .json: output.write(json: answer.body)
    case .text: output.write(BookView(document).rendered(for: output))
    }
  }
}
