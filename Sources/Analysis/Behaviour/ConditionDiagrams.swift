import Decisions
package import Rules
import Time

/// Turns conditions of one book into diagrams over a space that two books share. Answers are verdicts: `Verdict.rawValue`.
package struct ConditionDiagrams {
  let book: RuleBook
  let space: StateSpace
  let common: CommonWords

  package init(_ book: RuleBook, in space: StateSpace, _ common: CommonWords) {
    self.book = book
    self.space = space
    self.common = common
  }

  /// Operations on verdicts, with what became of pairs so far.
  package struct Operations {
    var and = DiagramStore.Memory()
    var or = DiagramStore.Memory()
    var unless = DiagramStore.Memory()

    package init() {}
  }

  // MARK: Rules

  /// What a rule's conditions come to.
  package func verdict(
    of rule: Rule, _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    var result = try verdict(of: rule.when, &store, &operations)
    if let unless = rule.unless {
      result = try store.combine(result, try verdict(of: unless, &store, &operations), &operations.unless) {
        Int32(Verdict($0).unless(Verdict($1)).rawValue)
      }
    }
    result = try and(result, try within(rule.available, &store), &store, &operations)
    for expression in rule.effect.expressions {
      let known = try cells(.amount(common.signature(of: expression, in: book)), &store) {
        $0 == .yes ? .holds : .unknown
      }
      result = try and(result, known, &store, &operations)
    }
    return result
  }

  /// Whether now lies in a stretch of time.
  package func within(_ available: Availability, _ store: inout DiagramStore) throws(DiagramLimit) -> Diagram
  {
    guard available.from != nil || available.until != nil else { return Self.always(.holds) }
    return try cells(.now, &store) { cell in
      let now = Instant(microseconds: Int64(cell.number))
      return Verdict(available.contains(now))
    }
  }

  package func verdict(
    of condition: Condition?, _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    var result = Self.always(.holds)
    for term in condition?.terms ?? [] {
      result = try and(result, try verdict(of: term.test, &store, &operations), &store, &operations)
    }
    return result
  }

  // MARK: Terms

  private func verdict(
    of test: Condition.Test, _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    switch test {
    case .fact(let fact, let comparisons):
      var result = Self.always(.holds)
      for comparison in comparisons {
        let one = try verdict(of: comparison, for: fact, &store, &operations)
        result = try and(result, one, &store, &operations)
      }
      return result
    case .painPoints(let presence):
      return try presenceVerdict(presence, &store, &operations) { index, store throws(DiagramLimit) in
        let item = book.vocabulary.painPoints[index]
        let least = presence.minSeverity ?? 0
        return try cells(.painPoint(item.id), &store) { cell in
          switch cell {
          case .usual: Verdict(item.severity >= least)
          case .severity(let from, _): Verdict(from >= least)
          default: .fails
          }
        }
      }
    case .triggers(let presence):
      return try presenceVerdict(presence, &store, &operations) { index, store throws(DiagramLimit) in
        try cells(.trigger(book.vocabulary.triggers[index].id), &store) { Verdict($0 == .yes) }
      }
    case .touchpoints(let count):
      return try verdict(CountFilter(count, in: book, common), count.bounds, &store)
    case .contacts(let count): return try verdict(CountFilter(count, in: book, common), count.bounds, &store)
    case .buyingGroup(let count):
      return try verdict(CountFilter(count, in: book, common), count.bounds, &store)
    case .allOf(let conditions):
      var result = Self.always(.holds)
      for condition in conditions {
        result = try and(result, try verdict(of: condition, &store, &operations), &store, &operations)
      }
      return result
    case .anyOf(let conditions): return try any(of: conditions, &store, &operations)
    case .noneOf(let conditions):
      return try store.map(try any(of: conditions, &store, &operations)) { answer in
        switch Verdict(answer) {
        case .holds: Int32(Verdict.fails.rawValue)
        case .error: Int32(Verdict.error.rawValue)
        case .unknown, .fails: Int32(Verdict.holds.rawValue)
        }
      }
    case .expression(let expression):
      return try cells(.expression(common.signature(of: expression, in: book)), &store) { cell in
        switch cell {
        case .yes: .holds
        case .no: .fails
        case .failed: .error
        default: .unknown
        }
      }
    }
  }

  private func any(
    of conditions: [Condition], _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    var result = Self.always(.fails)
    for condition in conditions {
      result = try or(result, try verdict(of: condition, &store, &operations), &store, &operations)
    }
    return result
  }

  private func presenceVerdict(
    _ presence: Condition.Presence, _ store: inout DiagramStore, _ operations: inout Operations,
    _ isPresent: (Int, inout DiagramStore) throws(DiagramLimit) -> Diagram
  ) throws(DiagramLimit) -> Diagram {
    var result = Self.always(.holds)
    if let any = presence.any {
      var some = Self.always(.fails)
      for index in any { some = try or(some, try isPresent(index, &store), &store, &operations) }
      result = try and(result, some, &store, &operations)
    }
    for index in presence.all ?? [] {
      result = try and(result, try isPresent(index, &store), &store, &operations)
    }
    for index in presence.none ?? [] {
      let absent = try store.map(try isPresent(index, &store)) { Int32(Verdict($0).negated.rawValue) }
      result = try and(result, absent, &store, &operations)
    }
    return result
  }

  private func verdict(
    _ filter: CountFilter, _ bounds: Condition.Bounds, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> Diagram {
    try cells(.count(filter), &store) { cell in
      guard case .count(let from, let upTo) = cell else { return .fails }
      return Verdict(from >= bounds.atLeast && (bounds.atMost.map { upTo ?? .max <= $0 } ?? true))
    }
  }

  // MARK: Building

  static func always(_ verdict: Verdict) -> Diagram { .always(Int32(verdict.rawValue)) }

  /// The diagram that looks at one dimension.
  func cells(
    _ subject: Subject, _ store: inout DiagramStore, _ verdict: (StateCell) -> Verdict
  ) throws(DiagramLimit) -> Diagram {
    guard let dimension = space.index(of: subject) else { return Self.always(verdict(.unknown)) }
    return try store.node(dimension, space.dimensions[dimension].cells.map { Self.always(verdict($0)) })
  }

  func and(
    _ one: Diagram, _ other: Diagram, _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    let fails = Int32(Verdict.fails.rawValue)
    if other == .always(fails) || one == .always(Int32(Verdict.holds.rawValue)) { return other }
    return try store.combine(one, other, &operations.and, settled: { $0 == fails ? fails : nil }, by: min)
  }

  func or(
    _ one: Diagram, _ other: Diagram, _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    let holds = Int32(Verdict.holds.rawValue)
    return try store.combine(one, other, &operations.or, settled: { $0 == holds ? holds : nil }) {
      Int32(Verdict($0).or(Verdict($1)).rawValue)
    }
  }
}

extension Verdict {
  /// An answer of a diagram of verdicts.
  init(_ answer: Int32) { self = Verdict(rawValue: UInt8(answer)) ?? .fails }

  /// Whether a rule of which the conditions come to it matches: a suppress rule that fails holds back.
  func matches(isSuppressing: Bool) -> Bool { self == .holds || isSuppressing && self == .error }
}

extension StateCell {
  /// A number in it.
  var number: Double {
    switch self {
    case .point(let value): value
    case .between(let low?, let high?): low + (high - low) / 2
    case .between(let low?, nil): low + 1
    case .between(nil, let high?): high - 1
    default: 0
    }
  }
}
