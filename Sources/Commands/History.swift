import API
import ArgumentParser
import Diagnostics
import JSON

/// `waymark history`: what an operator says about the history.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Accept what happened to the contact history.", subcommands: [Accept.self])

  /// `waymark history accept`: goes on with what is left.
  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept",
      abstract: "Go on after damage to the history, or a jump of the clock.",
      discussion: """
        After damage the daemon serves what could still be read, but reserves nothing, so that nobody gets again what \
        they had: `next` is answered with 503, and /readyz says no. Look into it first; a backup may have what is \
        missing. Then accept it. The same holds for contacts that are not forgotten because the clock has jumped.

        Prints what was accepted, a line each; nothing where there was nothing to accept. Only who may administer the \
        daemon can do this.
        """)

    @OptionGroup var daemon: ClientOptions

    func run() throws {
      let answer = try daemon.client().ask(DaemonRequest(.post, .acceptHistory))
      guard answer.isSuccess else { throw ProblemReport(answer).failure }
      guard let document = try? JSONDocument(parsing: answer.body),
        let accepted = document.member("accepted", of: document.root)
      else { throw Failure(.internalError, "the daemon's answer cannot be understood") }
      if Array(document.elements(of: accepted)).isEmpty {
        Terminal.standardError.write("note: there was nothing to accept\n")
      }
      for line in document.elements(of: accepted) where document.kind(of: line) == .string {
        Terminal.standardOutput.write("accepted: \(document.string(at: line).visible)\n")
      }
      warn(document)
    }

    /// After damage: says how much is known, since whoever is missing in that may be written to.
    private func warn(_ document: JSONDocument) {
      guard document.member("opt_outs", of: document.root) != nil else { return }
      func count(_ key: StaticString, _ what: String) -> String {
        let count = document.shown(key, of: document.root)
        return "\(count) \(what)\(count == "1" ? "" : "s")"
      }
      Terminal.standardError.write(
        """
        warning: \(count("contacts", "contact")) and \(count("opt_outs", "opt-out")) are known
          help: whoever opted out before and is not among these gets messages again: go back to a copy, or report that again

        """)
    }
  }
}
