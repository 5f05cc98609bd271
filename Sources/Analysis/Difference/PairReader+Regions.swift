import Decisions

extension PairReader {
  /// Place rules are asked only where the state does not say.
  func onlyWhereAsked(
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

  /// In more parts than this nobody reads which rules match together.
  private static let mostParts = 200

  /// One region for each kind of difference by the same rules.
  func cut(
    _ differing: Diagram, _ outputs: [Output], _ changed: [ComparedRule], _ store: inout DiagramStore
  ) throws(DiagramLimit) -> [RegionDifference] {
    var parts = Parts(differing: try space.withoutImpossible(differing, &store, otherwise: Self.same))
    // More rules than bits, and too many ways in which they go together, are told for all of the states.
    var isBitEach = changed.count <= 64
    if isBitEach {
      let unmarked = parts
      for (bit, rule) in changed.enumerated() {
        for verdict in [rule.oldVerdict, rule.newVerdict] {
          try parts.mark(1 << UInt64(bit), where: verdict, outputs[0], &store)
        }
        if store.answers(of: parts.diagram).count > Self.mostParts {
          (parts, isBitEach) = (unmarked, false)
          break
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
