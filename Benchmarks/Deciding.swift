import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules
import Time

/// What loading a rule book costs, and each part of a decision, beside a linear scan in C over the same rules.
struct Deciding {
  private static let clock = Instant(microseconds: 1_756_717_200_000_000)

  private let workload: Workload
  /// Nanoseconds, and MiB.
  private let loading: Double
  private let memory: Double
  private let book: RuleBook
  private let plan: DecisionPlan
  private let documents: [JSONDocument]
  private let states: [JourneyState]

  /// Loads the rule book, decides every state many times over, and prints what each part costs.
  ///
  /// - Parameters:
  ///   - rules: a folder of rule files.
  ///   - states: a file of one state a line.
  ///   - expected: a file of the answers, where somebody worked them out.
  /// - Returns: whether all answers are as expected.
  static func measure(rules: String, states: String, expected: String?) throws -> Bool {
    let workload = try Workload(rules: rules, states: states, expected: expected)
    let figures = try load(workload).measure()
    print(figures.lines)
    try Expressions.measure()
    return figures.wrong == 0
  }

  /// Measures a workload, and prints the figures for whoever puts them together.
  static func measureRow(_ workload: Workload) throws { print(try load(workload).measure().row) }

  /// Loads a book, which this process does for the first time, and prints the MiB that it takes.
  static func measureMemory(_ files: [SourceFile]) {
    let before = Measure.residentMemory()
    let plan = RuleBook.load(files).book.map { DecisionPlan($0) }
    withExtendedLifetime(plan) { print(Measure.residentMemory() - before) }
  }

  /// Reads, decides and writes every state a few times, for whoever counts instructions: each part in a function that a
  /// counter can be told to watch.
  static func walk(rules: String, states: String) throws {
    try walk(Workload(rules: rules, states: states, expected: nil))
  }

  static func walk(_ workload: Workload) throws {
    let loaded = try load(workload)
    let decider = Decider(loaded.plan)
    // What is prepared on the way is there afterwards.
    for _ in 0..<2 { loaded.decideAll(decider) }
    let decisions = loaded.states.map { decider.decide($0, clock: clock) }
    loaded.readWatched()
    loaded.decideWatched(decider)
    loaded.writeWatched(decisions)
  }

  private static func load(_ workload: Workload) throws -> Deciding {
    let before = Measure.residentMemory()
    let began = Measure.processorTime()
    guard let book = RuleBook.load(workload.files).book else {
      FileHandle.standardError.write(Data("the rule book does not load; see 'waymark check'\n".utf8))
      exit(1)
    }
    let plan = DecisionPlan(book)
    let loading = Double(Measure.processorTime() - began)
    let memory = Measure.residentMemory() - before
    let documents = try workload.states.map { try JSONDocument(parsing: $0) }
    return try Deciding(
      workload: workload, loading: loading, memory: memory, book: book, plan: plan, documents: documents,
      states: documents.map { try JourneyState.read($0, at: $0.root, for: plan, limits: .init()) })
  }

  // MARK: What counters watch

  @inline(never)
  private func readWatched() { readAll() }

  @inline(never)
  private func decideWatched(_ decider: Decider) { decideAll(decider) }

  @inline(never)
  private func writeWatched(_ decisions: [Decision]) { writeAll(decisions) }

  // MARK: The parts

  private func readAll() {
    for bytes in workload.states {
      guard let document = try? JSONDocument(parsing: bytes) else { continue }
      _ = try? JourneyState.read(document, at: document.root, for: plan, limits: .init())
    }
  }

  private func decideAll(_ decider: Decider) {
    for state in states { _ = decider.decide(state, clock: Self.clock) }
  }

  private func matchAll(_ decider: Decider) {
    for state in states { _ = decider.countMatches(state, clock: Self.clock) }
  }

  private func writeAll(_ decisions: [Decision]) {
    var writer = JSONWriter(reservingCapacity: 1 << 16)
    for decision in decisions {
      writer.removeAll(keepingCapacity: true)
      decision.write(id: nil, plan: plan, to: &writer)
    }
  }

  // MARK: Measuring

  private func measure() throws -> DecidingFigures {
    let decider = Decider(plan)
    let decisions = states.map { decider.decide($0, clock: Self.clock) }
    let scanning = Scanning(book, documents)
    let (deciding, scan) = decide(beside: scanning, decider)
    return DecidingFigures(
      rules: book.rules.count, loading: loading, reloading: reload(), memory: memory,
      matches: Double(decisions.reduce(0) { $0 + $1.matched.count }) / Double(max(states.count, 1)),
      reading: Measure.nanoseconds(perOneOf: states.count) { readAll() },
      matching: Measure.nanoseconds(perOneOf: states.count) { matchAll(decider) }, deciding: deciding,
      scan: scan,
      remembering: remember(decider),
      writing: Measure.nanoseconds(perOneOf: states.count) { writeAll(decisions) },
      wrong: countWrong(decisions, scanning))
  }

  /// Decides by turns with the scan, so that whatever else the machine does meets both alike.
  private func decide(beside scanning: Scanning?, _ decider: Decider) -> (deciding: Double, scan: Double?) {
    guard let scanning else {
      return (Measure.nanoseconds(perOneOf: states.count) { decideAll(decider) }, nil)
    }
    let both = Measure.nanoseconds(
      perOneOf: states.count, [{ decideAll(decider) }, { scanning.decideAll() }])
    return (both[0], both[1])
  }

  private func reload() -> Double {
    Measure.nanoseconds(perOneOf: 1, rounds: 3) {
      _ = RuleBook.load(workload.files).book.map { DecisionPlan($0) }
    }
  }

  private func remember(_ decider: Decider) -> Double {
    var steps = Steps()
    // A state without an instant of its own is decided at the clock's.
    let remembered = states.map { state in
      (state, RandomHistory.make(for: book, before: state.now ?? Self.clock, with: &steps))
    }
    return Measure.nanoseconds(perOneOf: states.count) {
      for (state, history) in remembered { _ = decider.decide(state, history: history, clock: Self.clock) }
    }
  }

  /// How many answers are other than expected, or than the scan finds where nobody says what is expected.
  private func countWrong(_ decisions: [Decision], _ scanning: Scanning?) -> Int {
    if let expected = workload.expected {
      return zip(decisions, expected).count { !Workload.agrees($0, with: $1, in: book) }
    }
    return scanning?.differing(from: decisions, limit: book.policies.limit) ?? 0
  }
}
