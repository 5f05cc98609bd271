import Rules

/// Which rules a book has that the one before it had not, and which no more, in the order of their books.
struct RuleChanges: Sendable {
  /// The revision of the book before.
  let previous: String
  let added: [String]
  let removed: [String]
  /// The indices of those removed, in the book of before.
  let removedRules: [Int]

  init(from previous: RuleBook, to next: RuleBook) {
    var added: [String] = []
    var removed: [Int] = []
    Self.forEachPair(previous, next) { old, new in
      if let new, old == nil { added.append(next.rules[new].id) }
      if let old, new == nil { removed.append(old) }
    }
    self.previous = previous.revision
    self.added = added
    self.removed = removed.map { previous.rules[$0].id }
    removedRules = removed
  }

  /// Calls `visit` for each rule that both books have, with its indices there.
  static func forEachKept(_ previous: RuleBook, _ next: RuleBook, _ visit: (_ old: Int, _ new: Int) -> Void) {
    forEachPair(previous, next) { old, new in
      if let old, let new { visit(old, new) }
    }
  }

  /// Goes through the rules of two books side by side, by id; what only one of them has is alone.
  private static func forEachPair(
    _ previous: RuleBook, _ next: RuleBook, _ visit: (_ old: Int?, _ new: Int?) -> Void
  ) {
    let (before, now) = (previous.rules, next.rules)
    var (old, new) = (0, 0)
    while old < before.count || new < now.count {
      if old < before.count, new < now.count, before[old] === now[new] || before[old].id == now[new].id {
        visit(old, new)
        (old, new) = (old + 1, new + 1)
      } else if new == now.count || (old < before.count && bytesPrecede(before[old].id, now[new].id)) {
        visit(old, nil)
        old += 1
      } else {
        visit(nil, new)
        new += 1
      }
    }
  }
}
