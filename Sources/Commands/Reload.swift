import API
import ArgumentParser
import JSON

/// `waymark reload`: the daemon takes the newest rule files.
struct Reload: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the daemon load its rule book again.",
    discussion: """
      Ends when the newest files serve, and prints their revision. Where something is wrong with them the daemon goes \
      on with the rule book that it has; the problems are printed, and the exit code is 1.
      """)

  @OptionGroup var daemon: ClientOptions

  func run() throws {
    let answer = try daemon.client().ask(DaemonRequest(.post, .reload))
    guard answer.isSuccess else {
      if let report = DiagnosticsInAnswer(answer.body), !report.diagnostics.isEmpty {
        Terminal.standardError.write(report.rendered(for: .standardError))
        throw Failure(.findings, "the rule book was not taken; the one before it goes on")
      }
      throw ProblemReport(answer).failure
    }
    guard let document = try? JSONDocument(parsing: answer.body),
      document.member("revision", of: document.root) != nil
    else { throw Failure(.internalError, "the daemon's answer names no revision") }
    Terminal.standardOutput.write("\(document.shown("revision", of: document.root))\n")
  }
}
