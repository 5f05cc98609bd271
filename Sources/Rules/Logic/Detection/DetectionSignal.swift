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
  /// Adds the pain points and triggers that are named anywhere in it.
  package func collectSignals(into signals: inout Set<DetectionSignal>) {
    for term in terms {
      switch term.test {
      case .painPoints(let presence): signals.formUnion(presence.named.map { .painPoint($0) })
      case .triggers(let presence): signals.formUnion(presence.named.map { .trigger($0) })
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { condition.collectSignals(into: &signals) }
      case .expression(let expression):
        signals.formUnion(expression.uses.signals)
      case .fact, .touchpoints, .contacts, .buyingGroup: break
      }
    }
  }
}

extension Condition.Presence {
  /// All that it names, whether asked for or ruled out.
  package var named: [Int] { (any ?? []) + (all ?? []) + (none ?? []) }
}
