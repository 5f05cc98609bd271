import Decisions

/// Merges rules of two books into diagrams of pairs, and cuts regions out of them.
struct PairReader {
  private struct Pair: Hashable {
    var old: Proposals
    var new: Proposals
  }

  let space: StateSpace
  /// By action: where some rules recommend it, as verdicts.
  let recommended: [String: Diagram]
  private var pairs: [Pair] = []
  private var numbers: [Pair: Int32] = [:]
  private(set) var behaviours: [[Behaviour]] = []
  private var behaviourNumbers: [[Behaviour]: Int32] = [:]

  /// The answer where both books surely say the same.
  static let same: Int32 = 0

  init(space: StateSpace, recommended: [String: Diagram]) {
    self.space = space
    self.recommended = recommended
  }

  private mutating func number(of pair: Pair) -> Int32 {
    if let number = numbers[pair] { return number }
    pairs.append(pair)
    let number = Int32(pairs.count)
    numbers[pair] = number
    return number
  }

  private mutating func number(of old: Behaviour, _ new: Behaviour) -> Int32 {
    if old == new { return Self.same }
    if let number = behaviourNumbers[[old, new]] { return number }
    behaviours.append([old, new])
    let number = Int32(behaviours.count)
    behaviourNumbers[[old, new]] = number
    return number
  }

  /// The regions in which two books differ in outputs to which the same rules add the same.
  mutating func regions(
    of outputs: [Output], _ rules: [ComparedRule], _ store: inout DiagramStore
  ) throws(DiagramLimit) -> [RegionDifference] {
    guard let output = outputs.first else { return [] }
    let changed = rules.filter { !$0.isSame }
    let common = rules.filter(\.isSame)
    var merged = Diagram.always(number(of: Pair(old: .none, new: .none)))
    for rule in changed { merged = try merge(rule, output, into: merged, &store) }
    if !output.isPlacement {
      // What further rules add is added to both: where both are equal now they stay so.
      let pairs = pairs
      merged = try store.map(merged) { answer in
        let pair = pairs[Int(answer) - 1]
        return pair.old == pair.new ? Self.same : answer
      }
    }
    for rule in common { merged = try merge(rule, output, into: merged, &store) }
    var told: [Int32: Int32] = [Self.same: Self.same]
    for answer in store.answers(of: merged) where answer != Self.same {
      let pair = pairs[Int(answer) - 1]
      told[answer] = number(of: output.behaviour(pair.old), output.behaviour(pair.new))
    }
    let differing = try store.map(merged) { told[$0, default: Self.same] }
    return try cut(try onlyWhereAsked(differing, output, &store), outputs, changed, &store)
  }

  mutating func regions(
    ofEligibility output: Output, _ old: Diagram, _ new: Diagram, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> [RegionDifference] {
    var told: [Int32: Int32] = [:]
    for oldVerdict in Verdict.allCases {
      for newVerdict in Verdict.allCases {
        told[Int32(oldVerdict.rawValue) * 4 + Int32(newVerdict.rawValue)] = number(
          of: oldVerdict == .holds ? .holds : .none, newVerdict == .holds ? .holds : .none)
      }
    }
    var memory = DiagramStore.Memory()
    let differing = try store.combine(old, new, &memory) { told[$0 * 4 + $1, default: Self.same] }
    return try cut(differing, [output], [], &store)
  }

  /// Adds a rule's part to the pairs where it matches.
  private mutating func merge(
    _ rule: ComparedRule, _ output: Output, into merged: Diagram, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> Diagram {
    var merged = merged
    let old = rule.oldContributions.filter { $0.output == output }.map(\.entry)
    let new = rule.newContributions.filter { $0.output == output }.map(\.entry)
    if rule.oldVerdict == rule.newVerdict {
      return try add(old, new, where: rule.oldVerdict, output, to: merged, &store)
    }
    merged = try add(old, [], where: rule.oldVerdict, output, to: merged, &store)
    return try add([], new, where: rule.newVerdict, output, to: merged, &store)
  }

  private mutating func add(
    _ old: [Proposals.Entry], _ new: [Proposals.Entry], where verdict: Diagram, _ output: Output,
    to merged: Diagram, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> Diagram {
    guard !old.isEmpty || !new.isEmpty else { return merged }
    var added: [Int32: Int32] = [:]
    for answer in store.answers(of: merged) where answer != Self.same {
      var pair = pairs[Int(answer) - 1]
      for entry in old { pair.old = pair.old.adding(entry) }
      for entry in new { pair.new = pair.new.adding(entry) }
      added[answer] = number(of: pair)
    }
    var memory = DiagramStore.Memory()
    return try store.combine(merged, verdict, &memory, settled: { $0 == Self.same ? Self.same : nil }) {
      output.matches(Verdict($1)) ? added[$0, default: $0] : $0
    }
  }
}

extension Output {
  /// Whether a rule adds to it where its conditions come to a verdict: a suppress rule that fails holds back.
  func matches(_ verdict: Verdict) -> Bool { verdict.matches(isSuppressing: isSuppression) }

  /// What a decision can tell of proposals.
  func behaviour(_ proposals: Proposals) -> Behaviour {
    switch self {
    case .candidate: proposals.candidacy
    case .painPoint: proposals.severity
    case .stage, .persona: proposals.placement
    case .suppression, .eligibility, .trigger, .alert: proposals.presence
    }
  }
}

extension ComparedRule {
  var change: ChangedRule.Change { old == nil ? .added : new == nil ? .removed : .changed }
}
