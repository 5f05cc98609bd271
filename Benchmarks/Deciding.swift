import Decisions
import Foundation
import JSON
import RuleFiles
import Rules
import Time

/// What loading a rule book costs, and each part of a decision, beside a linear scan in C over the same rules.
struct Deciding {
  private static let clock = Instant(microseconds: 1_756_717_200_000_000)

  private let workload: Workload
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
    try load(rules, states, expected).measure()
  }

  /// Reads, decides and writes every state a few times, for whoever counts instructions: each part in a function that a
  /// counter can be told to watch.
  static func walk(rules: String, states: String) throws {
    let loaded = try load(rules, states, nil)
    let decider = Decider(loaded.plan)
    // What is prepared on the way is there afterwards.
    for _ in 0..<2 { loaded.decideAll(decider) }
    let decisions = loaded.states.map { decider.decide($0, clock: clock) }
    loaded.readWatched()
    loaded.decideWatched(decider)
    loaded.writeWatched(decisions)
  }

  private static func load(_ rules: String, _ states: String, _ expected: String?) throws -> Deciding {
    let workload = try Workload(rules: rules, states: states, expected: expected)
    let before = Measure.residentMemory()
    let began = Measure.processorTime()
    guard let book = RuleBook.load(workload.files).book else {
      FileHandle.standardError.write(Data("the rule book does not load; see 'waymark check'\n".utf8))
      exit(1)
    }
    let plan = DecisionPlan(book)
    let loading = Double(Measure.processorTime() - began) / 1e6
    Report.line("rules", "\(book.rules.count)")
    Report.line(
      "loading the rule book",
      String(format: "%.0f ms, %.0f MiB", loading, Measure.residentMemory() - before))
    let documents = try workload.states.map { try JSONDocument(parsing: $0) }
    return try Deciding(
      workload: workload, book: book, plan: plan, documents: documents,
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

  private func writeAll(_ decisions: [Decision]) {
    var writer = JSONWriter(reservingCapacity: 1 << 16)
    for decision in decisions {
      writer.removeAll(keepingCapacity: true)
      decision.write(id: nil, plan: plan, to: &writer)
    }
  }

  // MARK: Measuring

  private func measure() throws -> Bool {
    let decider = Decider(plan)
    let decisions = states.map { decider.decide($0, clock: Self.clock) }
    let matches = decisions.reduce(0) { $0 + $1.matched.count }
    Report.line(
      "states", "\(states.count), of which each matches \(Double(matches) / Double(states.count)) rules")

    let reading = Measure.nanoseconds(perOneOf: states.count) { readAll() }
    Report.line("reading a state", String(format: "%.2f µs", reading / 1e3))
    let scanning = Scanning(book, documents)
    let (deciding, scan) = decide(beside: scanning, decider)
    Report.line("deciding", String(format: "%.2f µs, %.0f a second", deciding / 1e3, 1e9 / deciding))
    if let scan {
      Report.line(
        "a linear scan in C",
        String(format: "%.2f µs; deciding takes %.3f of it", scan / 1e3, deciding / scan))
    }
    remember(decider, deciding)
    write(decisions)
    try Expressions.measure()
    return agrees(decisions, scanning)
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

  private func remember(_ decider: Decider, _ deciding: Double) {
    var steps = Steps()
    // A state without an instant of its own is decided at the clock's.
    let remembered = states.map { state in
      (state, RandomHistory.make(for: book, before: state.now ?? Self.clock, with: &steps))
    }
    let remembering = Measure.nanoseconds(perOneOf: states.count) {
      for (state, history) in remembered { _ = decider.decide(state, history: history, clock: Self.clock) }
    }
    Report.line(
      "deciding with ten contacts",
      String(format: "%.2f µs, %.2f times as much", remembering / 1e3, remembering / deciding))
  }

  private func write(_ decisions: [Decision]) {
    let writing = Measure.nanoseconds(perOneOf: states.count) { writeAll(decisions) }
    Report.line("writing the answer", String(format: "%.2f µs", writing / 1e3))
  }

  private func agrees(_ decisions: [Decision], _ scanning: Scanning?) -> Bool {
    guard let expected = workload.expected else { return true }
    let wrong = zip(decisions, expected).count { !Workload.agrees($0, with: $1, in: book) }
    Report.line("answers other than expected", "\(wrong) of \(states.count)")
    if let scanning {
      Report.line("the scan's", "\(scanning.wrong(expected)) of \(states.count)")
    }
    return wrong == 0
  }
}
