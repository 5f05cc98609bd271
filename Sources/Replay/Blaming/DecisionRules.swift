package import DecisionLog
import JSON
package import Rules

/// The rules that made a decision of the log what it was, each with its part in it.
package struct DecisionRules: Sendable {
  package struct Entry: Sendable {
    package let rule: Rule
    /// Such as `recommends guide, rank 1`.
    package internal(set) var parts: [String]
  }

  /// Those of what was recommended first, then those of what was held back, then the others.
  package private(set) var entries: [Entry] = []

  /// - Parameter book: the one that decided.
  package init(of record: RecordedDecision, in book: RuleBook) {
    let document = record.document
    func list(_ key: StaticString, _ token: JSONToken) -> [JSONToken] {
      document.member(key, of: token).map { Array(document.elements(of: $0)) } ?? []
    }
    func text(_ key: StaticString, _ token: JSONToken) -> String? {
      document.member(key, of: token).map { document.string(at: $0) }
    }
    let matched = list("matched", document.root).compactMap { text("rule", $0) }
    let decision = record.decision
    for entry in list("recommendations", decision) {
      let part =
        "recommends \(text("action", entry) ?? ""), rank \(list("recommendations", decision).place(of: entry))"
      for rule in list("rules", entry) { add(document.string(at: rule), part, book) }
    }
    for entry in list("held_back", decision) {
      let (action, reason) = (text("action", entry) ?? "", text("reason", entry) ?? "")
      for id in matched where book.recommends(action, by: id) {
        add(id, "recommends \(action), held back: \(reason)", book)
      }
      if reason.hasSuffix("suppressed"), let id = text("by", entry) { add(id, "holds back \(action)", book) }
    }
    for entry in list("detected", decision) {
      let what = text("pain_point", entry) ?? text("trigger", entry) ?? ""
      if let id = text("rule", entry) { add(id, "detects \(what)", book) }
    }
    for id in matched {
      guard let index = book.rules.firstIndex(where: { $0.id == id }),
        case .place(let placement) = book.rules[index].effect
      else { continue }
      add(id, "places a \(placement.subject.rawValue)", book)
    }
    for entry in list("alerts", decision) {
      if let id = text("rule", entry) { add(id, "raises an alert", book) }
    }
  }

  private mutating func add(_ id: String, _ part: String, _ book: RuleBook) {
    if let index = entries.firstIndex(where: { $0.rule.id == id }) {
      entries[index].parts.append(part)
    } else if let rule = book.rules.first(where: { $0.id == id }) {
      entries.append(Entry(rule: rule, parts: [part]))
    }
  }
}

extension [JSONToken] {
  /// The place of one of them, from 1.
  fileprivate func place(of token: JSONToken) -> Int { (firstIndex(of: token) ?? 0) + 1 }
}

extension RuleBook {
  fileprivate func recommends(_ action: String, by id: String) -> Bool {
    guard let rule = rules.first(where: { $0.id == id }), case .recommend(let list) = rule.effect else {
      return false
    }
    return list.contains { actions[$0.action].id == action }
  }
}
