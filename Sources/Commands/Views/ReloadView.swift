import Diagnostics
import JSON

/// What a reload came to, for a person to read: which rules came and went, and what serves now.
struct ReloadView {
  private let document: JSONDocument
  private let previous: String?

  /// - Parameter previous: the revision that served before; nil where it is not known.
  init(_ document: JSONDocument, after previous: String?) {
    self.document = document
    self.previous = previous
  }

  func rendered(for terminal: Terminal) -> String {
    change + BookView(document, withWarnings: false).rendered(for: terminal)
  }

  private var change: String {
    let root = document.root
    if document.shown("revision", of: root) == previous {
      return "nothing has changed: these files served already\n"
    }
    guard let changed = document.member("changed", of: root) else { return "" }
    let lines = [
      names(changed, "rules_added", count: "added", "added"),
      names(changed, "rules_removed", count: "removed", "removed"),
    ].compactMap { $0 }
    return lines.isEmpty ? "changed, and no rule was added or removed\n" : lines.joined()
  }

  private func names(
    _ changed: JSONToken, _ list: StaticString, count: StaticString, _ what: String
  ) -> String? {
    guard let names = document.member(list, of: changed), document.count(of: names) > 0 else { return nil }
    let shown = document.elements(of: names).prefix(10).map { document.string(at: $0).visible }
    let total = document.member(count, of: changed).flatMap { document.int64(at: $0) } ?? 0
    let rest = total > shown.count ? " and \(total - Int64(shown.count)) more" : ""
    return "\(what): \(shown.joined(separator: ", "))\(rest)\n".wrapped(to: 80, indent: 2)
  }
}
