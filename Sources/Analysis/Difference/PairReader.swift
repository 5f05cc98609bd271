import Decisions

/// Merges rules of two books into diagrams of pairs, and cuts regions out of them.
struct PairReader {
  private struct Pair: Hashable {
    var old: Proposals
    var new: Proposals
  }

  let space: StateSpace
  private let impliesMarket: Set<String>
  /// By action: where some rules recommend it, as verdicts.
  private let recommended: [String: Diagram]
  private var pairs: [Pair] = []
  private var numbers: [Pair: Int32] = [:]
  private var behaviours: [[Behaviour]] = []
  private var behaviourNumbers: [[Behaviour]: Int32] = [:]

  /// The answer where both books surely say the same.
  fileprivate static let same: Int32 = 0

  /// - Parameter impliesMarket: the personas that imply a market, by id.
  init(space: StateSpace, impliesMarket: Set<String>, recommended: [String: Diagram]) {
    self.space = space
    self.impliesMarket = impliesMarket
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

  /// Place rules are asked only where the state does not say.
  private func onlyWhereAsked(
    _ differing: Diagram, _ output: Output, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> Diagram {
    guard output.isPlacement, let dimension = space.index(of: output == .stage ? .stage : .persona) else {
      return differing
    }
    let asked = try store.node(
      dimension, space.dimensions[dimension].cells.map { .always($0 == .unknown ? 1 : 0) })
    var memory = DiagramStore.Memory()
    return try store.combine(differing, asked, &memory, settled: { $0 == Self.same ? Self.same : nil }) {
      $1 == 1 ? $0 : Self.same
    }
  }

  /// Without the states that there are none of: the market is known where the persona implies one.
  private func withoutImpossible(
    _ differing: Diagram, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> Diagram {
    guard space.isMarketOneFact, let market = space.index(of: .market),
      let persona = space.index(of: .persona)
    else { return differing }
    let isImplied = try store.node(
      persona,
      space.dimensions[persona].cells.map { .always($0.text.map(impliesMarket.contains) ?? false ? 0 : 1) })
    let isPossible = try store.node(
      market, space.dimensions[market].cells.map { $0 == .unknown ? isImplied : .always(1) })
    var memory = DiagramStore.Memory()
    return try store.combine(differing, isPossible, &memory, settled: { $0 == Self.same ? Self.same : nil }) {
      $1 == 1 ? $0 : Self.same
    }
  }

  /// How states differ, and which of the changed rules match for them in either book, as bits.
  private struct Kind: Hashable, Comparable {
    let appears: Bool
    let disappears: Bool
    let rules: UInt64

    static func < (left: Self, right: Self) -> Bool {
      (left.disappears ? 1 : 0, left.appears ? 1 : 0, left.rules)
        < (right.disappears ? 1 : 0, right.appears ? 1 : 0, right.rules)
    }
  }

  /// One region for each kind of difference by the same rules.
  private func cut(
    _ differing: Diagram, _ outputs: [Output], _ changed: [ComparedRule], _ store: inout DiagramStore
  ) throws(DiagramLimit) -> [RegionDifference] {
    var parts = Parts(differing: try withoutImpossible(differing, &store))
    // More rules than bits are told for all of the states.
    let isBitEach = changed.count <= 64
    if isBitEach {
      for (bit, rule) in changed.enumerated() {
        for verdict in [rule.oldVerdict, rule.newVerdict] {
          try parts.mark(1 << UInt64(bit), where: verdict, outputs[0], &store)
        }
      }
    }
    parts.answers = store.answers(of: parts.diagram).filter { $0 != Self.same }
    var regions: [RegionDifference] = []
    for (kind, answers) in parts.grouped(by: { number, rules in
      let pair = behaviours[Int(number) - 1]
      return Kind(appears: pair[0] == .none, disappears: pair[1] == .none, rules: rules)
    }) {
      let (boxes, areAll) = store.boxes(of: parts.diagram, where: answers.contains, cells: space.cells)
      let rules = changed.enumerated().filter { !isBitEach || kind.rules & 1 << UInt64($0.offset) != 0 }
      let pairs = Set(answers.map { parts.number(of: $0) })
      regions.append(
        RegionDifference(
          outputs: outputs,
          changes: pairs.sorted().map {
            .init(old: behaviours[Int($0) - 1][0], new: behaviours[Int($0) - 1][1])
          }.sorted { "\($0)" < "\($1)" }, boxes: boxes, areAll: areAll,
          rules: rules.map { ChangedRule(id: $0.element.id, change: $0.element.change) },
          telling: try telling(outputs, parts.diagram, answers, &store)))
    }
    return regions
  }

  /// What is held back, or is not for somebody, shows only where a rule recommends it.
  private func telling(
    _ outputs: [Output], _ diagram: Diagram, _ answers: Set<Int32>, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> [Box] {
    for output in outputs.prefix(20) {
      guard let action = output.gatedAction, let recommended = recommended[action] else { continue }
      var memory = DiagramStore.Memory()
      let both = try store.combine(diagram, recommended, &memory, settled: { answers.contains($0) ? nil : 0 })
      {
        answers.contains($0) && Verdict($1) == .holds ? 1 : 0
      }
      let boxes = store.boxes(of: both, where: { $0 == 1 }, cells: space.cells, limit: 200).boxes
      if !boxes.isEmpty { return Array(boxes.prefix(20)) }
    }
    return []
  }

  /// Where two books differ, with the rules that match there.
  private struct Parts {
    private(set) var diagram: Diagram
    private struct Part {
      let number: Int32
      let rules: UInt64
    }

    /// By answer - 1: the number of the pair, and the rules as bits.
    private var parts: [Part] = []
    private var known: [[UInt64]: Int32] = [:]
    private var isMarked = false

    init(differing: Diagram) {
      diagram = differing
    }

    /// The number of the pair of an answer of the diagram.
    func number(of answer: Int32) -> Int32 { isMarked ? parts[Int(answer) - 1].number : answer }

    mutating func mark(
      _ bit: UInt64, where verdict: Diagram, _ output: Output, _ store: inout DiagramStore
    ) throws(DiagramLimit) {
      var marked: [Int32: (with: Int32, without: Int32)] = [:]
      for answer in store.answers(of: diagram) where answer != PairReader.same {
        let part: Part = isMarked ? parts[Int(answer) - 1] : Part(number: answer, rules: 0)
        marked[answer] = (intern(part.number, part.rules | bit), intern(part.number, part.rules))
      }
      isMarked = true
      var memory = DiagramStore.Memory()
      let same = PairReader.same
      diagram = try store.combine(diagram, verdict, &memory, settled: { $0 == same ? same : nil }) {
        guard let answers = marked[$0] else { return same }
        return output.matches(Verdict($1)) ? answers.with : answers.without
      }
    }

    private mutating func intern(_ number: Int32, _ rules: UInt64) -> Int32 {
      let key = [UInt64(number), rules]
      if let answer = known[key] { return answer }
      parts.append(Part(number: number, rules: rules))
      known[key] = Int32(parts.count)
      return Int32(parts.count)
    }

    /// The answers of the diagram by what they have in common, in its order.
    mutating func grouped<Key: Hashable & Comparable>(
      by key: (Int32, UInt64) -> Key
    ) -> [(key: Key, answers: Set<Int32>)] {
      var groups: [Key: Set<Int32>] = [:]
      for answer in answers {
        let part: Part = isMarked ? parts[Int(answer) - 1] : Part(number: answer, rules: 0)
        groups[key(part.number, part.rules), default: []].insert(answer)
      }
      return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var answers: [Int32] = []
  }
}

extension Output {
  /// Whether a rule adds to it where its conditions come to a verdict: a suppress rule that fails holds back.
  func matches(_ verdict: Verdict) -> Bool { verdict == .holds || (isSuppression && verdict == .error) }

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
