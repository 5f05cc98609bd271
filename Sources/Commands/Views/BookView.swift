import Diagnostics
import JSON

/// What `/v1/book` says, for a person to read.
struct BookView {
  private let document: JSONDocument

  init(_ document: JSONDocument) {
    self.document = document
  }

  func rendered(for terminal: Terminal) -> String {
    let root = document.root
    var output = "rule book \(terminal.bold(text("revision", root))), loaded at \(text("loaded_at", root))"
    output += text("source", root) == "copy" ? " from the copy of the last good one\n" : "\n"
    if let counts = document.member("counts", of: root) {
      let parts = document.members(of: counts).filter { document.int64(at: $0.value) != 0 }.map {
        key, value in
        let name = document.string(at: key).replacing("_", with: " ").visible
        return "\(name) \(String(decoding: document.rawBytes(of: value), as: UTF8.self).visible)"
      }
      output += parts.joined(separator: ", ").wrapped(to: 80, indent: 2) + "\n"
    }
    if let warnings = document.member("warnings", of: root), document.count(of: warnings) > 0 {
      output += "\n" + DiagnosticsInAnswer(document, warnings).rendered(for: terminal)
    }
    if let rejected = document.member("rejected", of: root) {
      output += "\n\(terminal.bold("the newest files are not served")) (looked at \(text("at", rejected)))\n"
      if let list = document.member("diagnostics", of: rejected) {
        output += DiagnosticsInAnswer(document, list).rendered(for: terminal)
      }
    }
    return output
  }

  private func text(_ key: StaticString, _ token: JSONToken) -> String {
    document.shown(key, of: token)
  }
}
