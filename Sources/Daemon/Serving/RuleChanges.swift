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
    previous.forEachRulePair(with: next) { old, new in
      if let new, old == nil { added.append(next.rules[new].id) }
      if let old, new == nil { removed.append(old) }
    }
    self.previous = previous.revision
    self.added = added
    self.removed = removed.map { previous.rules[$0].id }
    removedRules = removed
  }
}
