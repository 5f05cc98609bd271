import Decisions
import Rules

/// What can be said of some rules over all states, in a space of no more than what they ask about.
struct RuleProof {
  let space: StateSpace
  private var store: DiagramStore
  private let reader: ConditionDiagrams
  private var operations = ConditionDiagrams.Operations()

  /// The answer where something is so; 0 where it is not.
  private static let yes: Int32 = 1

  /// - Parameter limit: nodes of diagrams at most.
  init(_ analysed: AnalysedBook, _ rules: [Rule], limit: Int = 100_000) {
    var builder = StateSpaceBuilder([analysed.book], analysed.common)
    for rule in rules { builder.add(rule, of: analysed.book) }
    space = builder.space()
    store = DiagramStore(limit: limit)
    reader = ConditionDiagrams(analysed.book, in: space, analysed.common)
  }

  /// Where a rule matches: a suppress rule also where it fails.
  mutating func matches(_ rule: Rule) throws(DiagramLimit) -> Diagram {
    let verdict = try reader.verdict(of: rule, &store, &operations)
    let isSuppressing = rule.effect.isSuppressing
    let matches = try store.map(verdict) {
      Verdict($0).matches(isSuppressing: isSuppressing) ? Self.yes : 0
    }
    return try space.withoutImpossible(matches, &store, otherwise: 0)
  }

  /// Where any of some rules matches.
  mutating func matchesAny(_ rules: [Rule]) throws(DiagramLimit) -> Diagram {
    var result = Diagram.always(0)
    var memory = DiagramStore.Memory()
    for rule in rules {
      let matches = try matches(rule)
      result = try store.combine(
        result, matches, &memory, settled: { $0 == Self.yes ? Self.yes : nil }, by: max)
    }
    return result
  }

  /// Whether there is no state of one set that is not in another one.
  mutating func covers(_ part: Diagram, by whole: Diagram) throws(DiagramLimit) -> Bool {
    var memory = DiagramStore.Memory()
    return try store.combine(part, whole, &memory, settled: { $0 == 0 ? 0 : nil }) { 1 - $1 } == .always(0)
  }

  /// How many of some sets each state of a set lies in, from 1 for none on, and no more than a number; 0 for the states
  /// that are not in it.
  mutating func counts(
    in set: Diagram, of others: [Diagram], upTo most: Int
  ) throws(DiagramLimit) -> Diagram {
    var result = set
    let most = Int32(most) + Self.yes
    for other in others {
      if isAtLeast(most, result) { return result }
      var memory = DiagramStore.Memory()
      let settled: (Int32) -> Int32? = { $0 == 0 || $0 == most ? $0 : nil }
      result = try store.combine(result, other, &memory, settled: settled) { min(most, $0 + $1) }
    }
    return result
  }

  /// Whether all states of a set, as ``counts(in:of:upTo:)`` gives it, lie in at least so many others.
  func allLieIn(_ most: Int, _ counts: Diagram) -> Bool { isAtLeast(Int32(most) + Self.yes, counts) }

  private func isAtLeast(_ least: Int32, _ diagram: Diagram) -> Bool {
    store.answers(of: diagram).allSatisfy { $0 == 0 || $0 >= least }
  }

  /// A set as boxes: as many of them as are asked for.
  func boxes(of set: Diagram, limit: Int) -> [Box] {
    store.boxes(of: set, where: { $0 == Self.yes }, cells: space.cells, limit: limit).boxes
  }

  /// States of a set that lie in fewer others than a number, as boxes.
  func boxes(whereLessThan most: Int, of counts: Diagram, limit: Int) -> [Box] {
    let least = Int32(most) + Self.yes
    return store.boxes(of: counts, where: { $0 != 0 && $0 < least }, cells: space.cells, limit: limit).boxes
  }
}
