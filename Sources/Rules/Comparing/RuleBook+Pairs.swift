extension RuleBook {
  /// Goes through the rules of this book and of another one side by side, by id; what only one of them has is alone.
  ///
  /// - Parameter visit: called with the index in each.
  package func forEachRulePair(with other: RuleBook, _ visit: (_ own: Int?, _ other: Int?) -> Void) {
    let (before, now) = (rules, other.rules)
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
