/// What is declared of words, and by what safeguards hold back.
extension SafeguardChange {
  func definitions(_ reliance: Reliance) -> [WeakenedSafeguard] {
    let changes =
      painPoints + triggers + stages + exits + personas + touchpoints + attributes
      + [engagement].compactMap(\.self)
    guard !changes.isEmpty else { return [] }
    return changes.compactMap { change in
      var less: [Reliance.Holder] = []
      var more: [Reliance.Holder] = []
      for asked in reliance.asked {
        let effect = change.effect(asked.test)
        if effect.contains(.less), asked.direction.contains(.less) { less.append(asked.holder) }
        if effect.contains(.more), asked.direction.contains(.more) { more.append(asked.holder) }
      }
      guard !less.isEmpty || !more.isEmpty else { return nil }
      return WeakenedSafeguard(
        change.subject, "\(change.words): \(Self.words(of: less + more, hold: "back by it"))")
    }
  }

  /// Something that is declared otherwise.
  struct Declaration {
    let subject: String
    let words: String
    /// Whether a test of the old book may hold less by it, or more.
    let effect: (Condition.Test) -> Reliance.Direction
  }

  typealias Test = Condition.Test

  // MARK: Effects on tests

  /// What other values of facts do to a test; nil is not known.
  static func effect(
    on test: Test, _ values: [BuiltInFact: (before: String?, now: String?)]
  ) -> Reliance.Direction {
    switch test {
    case .fact(.builtIn(let fact), let comparisons):
      guard let value = values[fact] else { return [] }
      func holds(_ value: String?) -> Bool {
        value.map { comparisons.allow($0) } ?? (comparisons == [.exists(false)])
      }
      return effect(of: holds(value.before), holds(value.now))
    case .expression(let expression):
      return values.keys.reduce(into: []) { $0.formUnion(asks(expression, $1)) }
    default: return []
    }
  }

  static func asks(_ expression: CheckedExpression, _ fact: BuiltInFact) -> Reliance.Direction {
    let facts = expression.uses.facts.union(expression.uses.tested)
    return facts.contains(.builtIn(fact)) ? .either : []
  }

  static func effect(of before: Bool, _ now: Bool) -> Reliance.Direction {
    before == now ? [] : now ? .more : .less
  }

  /// What it does to a count that an entry is counted or is not.
  static func effect(of before: Bool, _ now: Bool, on bounds: Condition.Bounds) -> Reliance.Direction {
    let effect = effect(of: before, now)
    return (bounds.atLeast > 0 ? effect : []).union(bounds.atMost == nil ? [] : effect.reversed)
  }
}
