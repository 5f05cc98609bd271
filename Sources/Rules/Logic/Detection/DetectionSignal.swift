/// A pain point or a trigger, by index.
package enum DetectionSignal: Sendable, Hashable, Comparable {
  case painPoint(Int)
  case trigger(Int)

  package init(_ detection: Detection) {
    switch detection {
    case .painPoint(let index, _): self = .painPoint(index)
    case .trigger(let index): self = .trigger(index)
    }
  }
}

extension Condition {
  /// The pain points and triggers that are named anywhere in it.
  package var signals: Set<DetectionSignal> {
    var signals: Set<DetectionSignal> = []
    forEachTerm { term in
      switch term.test {
      case .painPoints(let presence): signals.formUnion(presence.named.map { .painPoint($0) })
      case .triggers(let presence): signals.formUnion(presence.named.map { .trigger($0) })
      case .expression(let expression): signals.formUnion(expression.uses.signals)
      case .fact, .touchpoints, .contacts, .buyingGroup, .anyOf, .allOf, .noneOf: break
      }
    }
    return signals
  }
}

extension Condition.Presence {
  /// All that it names, whether asked for or ruled out.
  package var named: [Int] { (any ?? []) + (all ?? []) + (none ?? []) }
}
