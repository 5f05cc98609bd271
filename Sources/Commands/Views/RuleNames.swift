import Diagnostics
import JSON
import Time

/// Rules that the last change of the rule book brought or took away, of what `/v1/book` and a reload say.
struct RuleNames {
  /// The first of them, and how many there are besides.
  let words: String

  /// Nil where there are none.
  init?(_ document: JSONDocument, _ list: StaticString, count: StaticString, in changed: JSONToken) {
    guard let names = document.member(list, of: changed), document.count(of: names) > 0 else { return nil }
    let shown = document.elements(of: names).prefix(10).map { document.string(at: $0).visible }
    let total = document.member(count, of: changed).flatMap { document.int64(at: $0) } ?? 0
    let rest = total > shown.count ? " and \(total - Int64(shown.count)) more" : ""
    words = shown.joined(separator: ", ") + rest
  }

  static func removed(_ document: JSONDocument) -> RuleNames? {
    document.member("changed", of: document.root).flatMap {
      RuleNames(document, "rules_removed", count: "removed", in: $0)
    }
  }

  /// For standard error: the rules that are gone, where that was after an instant.
  static func warning(ofRemoved document: JSONDocument, since time: Instant) -> String {
    guard let removed = removed(document),
      let loaded = Instant(rfc3339: document.shown("loaded_at", of: document.root)), loaded > time
    else { return "" }
    return "warning: with the last change rules are gone: \(removed.words)\n"
  }
}
