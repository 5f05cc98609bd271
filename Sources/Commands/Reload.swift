import API
import ArgumentParser
import JSON
import Time

/// `waymark reload`: the daemon takes the newest rule files.
struct Reload: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Make the daemon load its rule book again.",
    discussion: """
      Ends when the newest files serve, and prints their revision; on a terminal also which rules came and went, and \
      what 'waymark book' shows. Warns where rules are gone with the last change, and \
      where a change of the last 24 hours keeps less from people: consent, opt-outs, \
      suppress rules, who is eligible, quiet hours, caps, pauses, cooldowns; and where tests beside the rule book \
      fail. Where something is wrong with the files the daemon goes on with the rule book that it has; the problems \
      are printed, and the exit code is 1.
      """)

  @Option(
    help: ArgumentHelp(
      "Text for people, or the answer as json; by default text on a terminal, and else the revision alone.",
      valueName: "format"))
  var format: OutputFormat?

  @OptionGroup var daemon: ClientOptions

  /// So long what a change keeps less from people is told with a reload: the daemon loads files by itself, perhaps long
  /// before it is asked.
  private static let recent = TimeSpan.day

  func run() throws {
    let output = Terminal.standardOutput
    let format = format ?? (output.isInteractive ? .text : nil)
    // A book with many tests takes its time.
    let client = try daemon.client(patience: .seconds(120))
    let previous = format == .text ? revision(of: try client.ask(DaemonRequest(.get, .book))) : nil
    let answer = try client.ask(DaemonRequest(.post, .reload))
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
    switch format {
    case .json: output.write(json: answer.body)
    case .text: output.write(ReloadView(document, after: previous).rendered(for: output))
    case nil:
      output.write("\(document.shown("revision", of: document.root))\n")
      let since = Instant.systemNow - Self.recent
      Terminal.standardError.write(
        RuleNames.warning(ofRemoved: document, since: since)
          + WeakenedSafeguards(document, since: since).warnings)
      if let warnings = document.member("warnings", of: document.root) {
        let tests = DiagnosticsInAnswer(document, warnings).ofTests
        if !tests.diagnostics.isEmpty { Terminal.standardError.write(tests.rendered(for: .standardError)) }
      }
    }
  }

  /// The revision that served before; nil where the daemon does not say.
  private func revision(of answer: DaemonAnswer) -> String? {
    guard answer.isSuccess, let document = try? JSONDocument(parsing: answer.body) else { return nil }
    return document.shown("revision", of: document.root)
  }
}
