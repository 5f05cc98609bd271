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
    let added = RuleNames(document, "rules_added", count: "added", in: changed)
    if let added { return "added: \(added.words)\n".wrapped(to: 80, indent: 2) }
    // The view of the book names those that were removed.
    return RuleNames.removed(document) == nil ? "changed, and no rule was added or removed\n" : ""
  }
}
