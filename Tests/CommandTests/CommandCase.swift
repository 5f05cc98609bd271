import Foundation
import Testing
import TestSupport

/// One case: a text file that says what is run, on which files, and what comes out.
///
///     # What it shows.
///     --- file rules/a.yaml
///     …
///     --- daemon rules
///     --- command
///     waymark check rules
///     --- stdin
///     …
///     --- stdout
///     …
///     --- stderr
///     …
///     --- exit 1
///
/// The command is for bash. With `daemon` it runs beside a daemon that serves a rule book of the case. A part that
/// would be empty is left out; what differs from run to run is written `<id>`, `<time>` and `<folder>`.
struct CommandCase {
  struct Part {
    /// With its arguments.
    let name: String
    var text: String
  }

  let title: String
  var parts: [Part] = []

  init(_ text: String) {
    var title: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("--- ") {
        parts.append(Part(name: String(line.dropFirst(4)), text: ""))
      } else if parts.isEmpty {
        title.append(String(line))
      } else {
        parts[parts.count - 1].text += "\(line)\n"
      }
    }
    self.title = title.joined(separator: "\n")
  }

  func text(of name: String) -> String { parts.first { $0.name == name }?.text ?? "" }

  /// Pairs of path and text.
  var files: [(path: String, text: String)] {
    parts.filter { $0.name.hasPrefix("file ") }.map { (String($0.name.dropFirst(5)), $0.text) }
  }

  /// The folder of the rule book that a daemon serves.
  var daemon: String? {
    parts.first { $0.name.hasPrefix("daemon ") }.map { String($0.name.dropFirst(7)) }
  }

  /// Runs the command.
  ///
  /// - Returns: the case as it should be: the same with what came out.
  func run() throws -> String {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.text, to: file.path) }
    let running = try daemon.map { try RunningDaemon(rules: $0, in: folder) }
    defer { running?.stop() }
    let result = try Shell.run(text(of: "command"), input: text(of: "stdin"), in: folder)
    var text = "\(title)\n"
    for part in parts where !["stdout", "stderr"].contains(part.name) && !part.name.hasPrefix("exit ") {
      text += "--- \(part.name)\n\(part.text)"
    }
    for (name, output) in [("stdout", result.output), ("stderr", result.errors)] where !output.isEmpty {
      let end = output.hasSuffix("\n") ? "" : "<no line feed>\n"
      text += "--- \(name)\n\(Self.steady(output, folder))\(end)"
    }
    return text + "--- exit \(result.exitCode)\n"
  }

  /// A text without what differs from run to run.
  private static func steady(_ text: String, _ folder: TemporaryFolder) -> String {
    text.replacing(folder.url.path, with: "<folder>")
      .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<id>")
      // What the clock said has a fraction of a second; what a case says itself has none.
      .replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]+Z/, with: "<time>")
  }
}
