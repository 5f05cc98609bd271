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
    commandName: "explain-diagnostic",
    abstract: "Explain a kind of problem, by the id that `check` shows in brackets.",
    discussion: "Without an id all of them are listed, each with the first sentence of its page.")

  @Argument(help: "Such as duplicate-key.", completion: .list(catalogue.map(\.name)))
  var id: String?

  /// All kinds of problems that there are, by name.
  static let catalogue: [DiagnosticID] =
    (YAMLDiagnostics.catalogue + RulesDiagnostics.catalogue + FindingKind.catalogue
    + RuleDirectoryDiagnostics.catalogue + RuleTestDiagnostics.catalogue + ReplayDiagnostics.catalogue
    + ConfigurationDiagnostics.catalogue)
    .withoutRepeats.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }

  /// What was meant by an id that there is not: the nearest one, or those that have the word in them.
  private static func help(_ id: String) -> String {
    let names = catalogue.map(\.name)
    if let near = nearest(to: id, among: names) { return "did you mean '\(near)'?" }
    let words = id.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter {
      $0.count > 2
    }
    func isIn(_ name: String, _ word: String) -> Bool {
      name.contains(word)
        || name.split(separator: "-").contains {
          $0.count > 3 && nearest(to: word, among: [String($0)]) != nil
        }
    }
    let found = names.filter { name in !words.isEmpty && words.allSatisfy { isIn(name, $0) } }
    switch found.count {
    case 0: return "`waymark explain-diagnostic` lists them all"
    case 1: return "did you mean '\(found[0])'?"
    case 2...8: return "one of \(found.map { "'\($0)'" }.joined(separator: ", "))"
    default: return "\(found.count) have this word: waymark explain-diagnostic | grep \(words[0])"
    }
  }

  func run() throws {
    let output = Terminal.standardOutput
    let width = min(output.width ?? 80, 100)
    guard let id else {
      for entry in Self.catalogue {
        output.write(
          "\(output.bold(entry.name))\n\(entry.firstSentence.wrapped(to: width, indent: 4))\n")
      }
      return
    }
    guard let entry = Self.catalogue.first(where: { $0.name == id }) else {
      throw Failure(.wrongUse, "there is no diagnostic '\(id)'", help: Self.help(id))
    }
    output.write("\(output.bold(entry.name))\n\n\(entry.page.wrapped(to: width, indent: 0))\n")
  }
}
