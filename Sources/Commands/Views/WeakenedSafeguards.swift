import Diagnostics
import JSON
import Time

/// What keeps less from people since the last changes of the rule book, of what `/v1/book` and a reload say.
struct WeakenedSafeguards {
  private let safeguards: [(what: String, at: String, help: String?)]

  /// - Parameter time: of what was weakened earlier nothing is said; nil: of all.
  init(_ document: JSONDocument, since time: Instant? = nil) {
    let list = document.member("weakened", of: document.root).map { Array(document.elements(of: $0)) }
    safeguards = (list ?? []).compactMap { entry in
      let at = document.shown("at", of: entry)
      if let time, let instant = Instant(rfc3339: at), instant < time { return nil }
      let help = document.member("help", of: entry).map { document.string(at: $0).visible }
      return (document.shown("what", of: entry), at, help)
    }
  }

  var isEmpty: Bool { safeguards.isEmpty }

  /// Each with its remedy below it.
  var lines: String {
    safeguards.map { what, at, help in
      "  \(what) (since \(at))\n" + (help.map { "    help: \($0)\n" } ?? "")
    }.joined()
  }

  /// For standard error.
  var warnings: String {
    safeguards.map { what, at, help in
      "warning: \(what) (since \(at))\n" + (help.map { "  help: \($0)\n" } ?? "")
    }.joined()
  }
}
