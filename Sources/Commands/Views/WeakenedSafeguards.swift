import Diagnostics
import JSON

/// What keeps less from people since the last change of the rule book, of what `/v1/book` and a reload say.
struct WeakenedSafeguards {
  private let safeguards: [(what: String, help: String?)]

  init(_ document: JSONDocument) {
    let list = document.member("weakened", of: document.root)
    safeguards =
      list.map { Array(document.elements(of: $0)) }.map { list in
        list.map { entry in
          let help = document.member("help", of: entry).map { document.string(at: $0).visible }
          return (document.shown("what", of: entry), help)
        }
      } ?? []
  }

  var isEmpty: Bool { safeguards.isEmpty }

  /// Each with its remedy below it.
  var lines: String {
    safeguards.map { what, help in "  \(what)\n" + (help.map { "    help: \($0)\n" } ?? "") }.joined()
  }

  /// For standard error.
  var warnings: String {
    safeguards.map { what, help in "warning: \(what)\n" + (help.map { "  help: \($0)\n" } ?? "") }.joined()
  }
}
