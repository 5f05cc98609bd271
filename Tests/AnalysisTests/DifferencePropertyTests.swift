import Analysis
import Decisions
import Rules
import TestSupport
import Testing

/// Small books against each other, state by state: a region is exactly where deciding finds a difference.
@Suite struct DifferencePropertyTests {
  @Test func `regions are exactly the states that are decided otherwise`() throws {
    var random = SeededRandom.ofThisRun()
    var differing = 0
    var equal = 0
    try Fuzzing.run(100) {
      let small = SmallBook(&random, hasLayers: false)
      let changed = small.changed(&random, hasLayers: false)
      guard let old = small.book, let new = changed.book else { return }
      let difference = BookComparison(DecidingBook(old), DecidingBook(new), now: SmallState.now).difference()
      #expect(difference.tooLarge.isEmpty)
      let deciders = (Decider(DecisionPlan(old)), Decider(DecisionPlan(new)))
      for _ in 0..<40 {
        let state = SmallState(&random)
        let before = try NaiveDecision(state, under: deciders.0)
        let after = try NaiveDecision(state, under: deciders.1)
        let found = Set(before.outputs.keys).union(after.outputs.keys)
          .filter { before.outputs[$0] != after.outputs[$0] }
        let told = difference.outputs(at: state, before, isSure: before.sees(as: after))
        if before.sees(as: after) {
          #expect(found == told, "\(small.text)\n\(changed.text)\n\(state.json)")
        } else {
          // What is detected otherwise is told there; what follows from it may be told elsewhere. Or a severity of the
          // book is another one.
          let ofDetection = found.filter(\.isDetected)
          let hasOtherSeverity = difference.values.contains { $0.path == "pain_points.p0.severity" }
          #expect(ofDetection == told.filter(\.isDetected), "\(small.text)\n\(changed.text)\n\(state.json)")
          #expect(!ofDetection.isEmpty || hasOtherSeverity, "\(small.text)\n\(changed.text)\n\(state.json)")
        }
        if found.isEmpty { equal += 1 } else { differing += 1 }
      }
    }
    #expect(differing > 50 && equal > 50)
  }

  @Test func `where rules build on each other nothing that differs is missed and no witness is wrong`() throws
  {
    var random = SeededRandom.ofThisRun()
    var witnesses = 0
    try Fuzzing.run(100) {
      let small = SmallBook(&random, hasLayers: true)
      guard let old = small.book, let new = small.changed(&random, hasLayers: true).book else { return }
      let difference = BookComparison(DecidingBook(old), DecidingBook(new), now: SmallState.now).difference()
      let deciders = (Decider(DecisionPlan(old)), Decider(DecisionPlan(new)))
      for _ in 0..<40 {
        let state = SmallState(&random)
        let before = try NaiveDecision(state, under: deciders.0)
        let after = try NaiveDecision(state, under: deciders.1)
        if before.outputs != after.outputs {
          #expect(!difference.regions.isEmpty, "\(small.text)\n\(state.json)")
        }
      }
      for region in difference.regions {
        witnesses += region.witness == nil ? 0 : 1
        #expect(
          region.changes.allSatisfy { $0.old != $0.new } && !region.changes.isEmpty && !region.boxes.isEmpty)
      }
    }
    #expect(witnesses > 20)
  }

  @Test func `a book does not differ from itself, however its rules are cut and named`() throws {
    var random = SeededRandom.ofThisRun()
    Fuzzing.run(100) {
      let small = SmallBook(&random, hasLayers: true)
      guard let old = small.book else { return }
      var other = small
      // A rule twice, and one cut in two by a fact that the one half has and the other has not.
      if let index = other.lines.indices.randomElement(using: &random) {
        let line = other.lines[index]
        let key = "word"
        if !line.when.contains(where: { $0.hasPrefix(key) }), !line.verb.hasPrefix("alert"),
          !line.verb.hasPrefix("place")
        {
          other.lines[index].when.append("word: {exists: true}")
          other.lines.append(
            .init(
              id: "\(line.id)-half", verb: line.verb, when: line.when + ["word: {exists: false}"],
              unless: line.unless))
          if !line.verb.contains("channel") { other.lines.append(line.named("\(line.id)-again")) }
        }
      }
      guard let new = other.book else { return }
      let difference = BookComparison(DecidingBook(old), DecidingBook(new), now: SmallState.now).difference()
      #expect(difference.regions.isEmpty, "\(small.text)\n\(other.text)\n\(difference.regions)")
    }
  }
}

extension SmallBook.Line {
  func named(_ id: String) -> Self { Self(id: id, verb: verb, when: when, unless: unless) }
}

extension NaiveDecision {
  /// Whether later steps of another decision see the same as those of this one.
  fileprivate func sees(as other: NaiveDecision) -> Bool {
    stage == other.stage && painPoints == other.painPoints && triggers == other.triggers
      && outputs.filter { $0.key.isDetected } == other.outputs.filter { $0.key.isDetected }
  }
}

extension Output {
  fileprivate var isDetected: Bool {
    switch self {
    case .painPoint, .trigger, .stage, .persona: true
    case .candidate, .suppression, .eligibility, .alert: false
    }
  }
}

extension BookDifference {
  /// The outputs of which a region contains a state.
  fileprivate func outputs(at state: SmallState, _ decision: NaiveDecision, isSure: Bool) -> Set<Output> {
    var outputs: Set<Output> = []
    for region in regions {
      let isDetected = region.outputs.contains(where: \.isDetected)
      let isInside = region.boxes.contains { box in
        box.contains { dimension in
          state.cell(
            of: space.dimensions[dimension], stage: isDetected ? state.stage : decision.stage,
            painPoints: isDetected ? state.painPoints : decision.painPoints,
            triggers: isDetected ? Set(state.triggers) : decision.triggers)
        }
      }
      if isInside { outputs.formUnion(region.outputs) }
    }
    return outputs
  }
}
