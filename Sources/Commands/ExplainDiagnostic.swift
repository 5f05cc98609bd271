import ArgumentParser
import Books
import Diagnostics
import Replay
import RuleFiles
import RuleTests
import Rules
import Settings
import YAML

/// `waymark explain-diagnostic`: the page of a kind of problem.
struct ExplainDiagnostic: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a kind of problem, by the id that `check` shows in brackets.",
    discussion: "Without an id all of them are listed, each with the first sentence of its page.")

  @Argument(help: "Such as duplicate-key.", completion: .list(catalogue.map(\.name)))
  var id: String?

  /// All kinds of problems that there are, by name.
  static let catalogue: [DiagnosticID] =
    (YAMLDiagnostics.catalogue + RulesDiagnostics.catalogue + RuleDirectoryDiagnostics.catalogue
    + RuleTestDiagnostics.catalogue + ReplayDiagnostics.catalogue + ConfigurationDiagnostics.catalogue)
    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }

  func run() throws {
    let output = Terminal.standardOutput
    let width = min(output.width ?? 80, 100)
    guard let id else {
      for entry in Self.catalogue {
        output.write(
          "\(output.bold(entry.name))\n\(entry.page.firstSentence.wrapped(to: width, indent: 4))\n")
      }
      return
    }
    guard let entry = Self.catalogue.first(where: { $0.name == id }) else {
      let near = nearest(to: id, among: Self.catalogue.map(\.name))
      throw Failure(
        .wrongUse, "there is no diagnostic '\(id)'",
        help: near.map { "did you mean '\($0)'?" } ?? "`waymark explain-diagnostic` lists them all")
    }
    output.write("\(output.bold(entry.name))\n\n\(entry.page.wrapped(to: width, indent: 0))\n")
  }
}
