import API
import ArgumentParser
import JSON

/// `waymark book`: what the daemon serves.
struct Book: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Show which rule book the daemon serves.",
    discussion: """
      First whether the newest files are served, and what is wrong with them where they are not; then the revision, since \
      when, and how much the rule book holds. With 'rules.publish: manual' the daemon looks at the files only when it \
      loads them.

      Exit codes: 0 the newest files are served; 1 they are not; 75 no daemon answers.
      """)

  @Option(help: "Text for people, or json for programs.")
  var format = OutputFormat.text

  @Flag(help: "Show the warnings of the rule book that is served, too.")
  var warnings = false

  @OptionGroup var daemon: ClientOptions

  func run() throws {
    let answer = try daemon.client().ask(DaemonRequest(.get, .book))
    guard answer.isSuccess, let document = try? JSONDocument(parsing: answer.body) else {
      throw ProblemReport(answer).failure
    }
    let output = Terminal.standardOutput
    switch format {
    case .json: output.write(json: answer.body)
    case .text: output.write(BookView(document, withWarnings: warnings).rendered(for: output))
    }
    if document.isTrue("stale", of: document.root) { throw Status.findings.code }
  }
}
