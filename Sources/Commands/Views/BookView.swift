import Diagnostics
import JSON

/// What `/v1/book` says, for a person to read.
struct BookView {
  private let document: JSONDocument
  private let showsWarnings: Bool

  init(_ document: JSONDocument, withWarnings showsWarnings: Bool) {
    self.document = document
    self.showsWarnings = showsWarnings
  }

  func rendered(for terminal: Terminal) -> String {
    let root = document.root
    var output = newest(terminal) + removed(terminal) + weakened(terminal) + failing(terminal)
    output += "rule book \(terminal.bold(text("revision", root))), loaded at \(text("loaded_at", root))"
    output += text("source", root) == "copy" ? " from the copy of the last good one\n" : "\n"
    if let counts = document.member("counts", of: root) {
      let parts = document.members(of: counts).filter { document.int64(at: $0.value) != 0 }.map {
        key, value in
        let name = document.string(at: key).replacing("_", with: " ").visible
        return "\(name) \(String(decoding: document.rawBytes(of: value), as: UTF8.self).visible)"
      }
      output += parts.joined(separator: ", ").wrapped(to: 80, indent: 2) + "\n"
    }
    let warnings = warnings.notOfTests
    let count = warnings.diagnostics.count
    if count > 0 {
      output +=
        showsWarnings
        ? "\n" + warnings.rendered(for: terminal)
        : "  \(count) warning\(count == 1 ? "" : "s"): see them with --warnings\n"
    }
    return output
  }

  /// Whether the newest files are served, and what is wrong with them otherwise.
  private func newest(_ terminal: Terminal) -> String {
    guard document.isTrue("stale", of: document.root) else {
      // Until somebody reloads, the daemon does not look at the files.
      return document.shown("publish", of: document.root) == "manual"
        ? "the files of the last load are served; newer ones wait for `waymark reload`\n"
        : "the newest files are served\n"
    }
    let rejected = document.member("rejected", of: document.root)
    if rejected == nil, let unsettled = document.member("unsettled", of: document.root) {
      return "\(terminal.bold("the newest files are NOT served")): they do not come to rest\n"
        + changing(unsettled)
    }
    let at = rejected.map { " (looked at \(text("at", $0)))" } ?? ""
    let list = rejected.flatMap { document.member("diagnostics", of: $0) }
    return "\(terminal.bold("the newest files are NOT served"))\(at)\n"
      + (list.map { DiagnosticsInAnswer(document, $0).rendered(for: terminal) + "\n" } ?? "")
  }

  /// The files that keep changing.
  private func changing(_ unsettled: JSONToken) -> String {
    let files = document.member("files", of: unsettled).map { Array(document.elements(of: $0)) } ?? []
    guard !files.isEmpty else { return "" }
    let names = files.prefix(5).map { document.string(at: $0).visible }.joined(separator: ", ")
    let rest = files.count > 5 ? " and \(files.count - 5) more" : ""
    return "  what writes \(names)\(rest)? It has to write once, and close what it wrote\n"
  }

  /// What the last change took away.
  private func removed(_ terminal: Terminal) -> String {
    guard let removed = document.member("removed", of: document.root) else { return "" }
    let (rules, suppress) = (text("rules", removed), text("suppress", removed))
    let gone = rules == "1" ? "a rule is gone" : "\(rules) rules are gone"
    let ofThem =
      switch suppress {
      case "0": ""
      case rules: rules == "1" ? ", which suppressed" : ", all of which suppressed"
      default: ", of which \(suppress) suppressed"
      }
    let names = RuleNames.removed(document).map { ": \($0.words)" } ?? ""
    return "\(terminal.bold("with the last change \(gone)\(ofThem)"))\(names)\n"
  }

  /// What keeps less from people since the last changes.
  private func weakened(_ terminal: Terminal) -> String {
    let safeguards = WeakenedSafeguards(document)
    guard !safeguards.isEmpty else { return "" }
    return "\(terminal.bold("less is kept from people than before")):\n" + safeguards.lines
  }

  /// The tests beside the book that fail.
  private func failing(_ terminal: Terminal) -> String {
    let tests = warnings.ofTests
    guard !tests.diagnostics.isEmpty else { return "" }
    return "\(terminal.bold("tests beside this rule book do not pass")):\n" + tests.rendered(for: terminal)
      + "\n"
  }

  private var warnings: DiagnosticsInAnswer {
    document.member("warnings", of: document.root).map { DiagnosticsInAnswer(document, $0) }
      ?? DiagnosticsInAnswer([])
  }

  private func text(_ key: StaticString, _ token: JSONToken) -> String {
    document.shown(key, of: token)
  }
}
