import Decisions
import Foundation
import JSON
import RuleFiles
import Rules
import Time

/// How long it takes to say why an action is recommended or not, the search for the smallest change included.
enum Explaining {
  /// Asks about every action for each of some states.
  ///
  /// - Parameters:
  ///   - rules: the folder of a rule book.
  ///   - states: a file of states, one a line.
  ///   - step: one of so many states is asked about.
  static func measure(rules: String, states: String, step: Int) throws {
    let workload = try Workload(rules: rules, states: states, expected: nil)
    guard let book = RuleBook.load(workload.files).book else {
      FileHandle.standardError.write(Data("the rule book does not load; see 'waymark check'\n".utf8))
      exit(1)
    }
    let plan = DecisionPlan(book)
    let decider = Decider(plan)
    let clock = Instant(microseconds: 1_756_717_200_000_000)
    let began = Measure.threadTime()
    decider.prepareReasons()
    let preparing = Double(Measure.threadTime() - began) / 1e6
    var times: [Double] = []
    var tally = Tally()
    for index in stride(from: 0, to: workload.states.count, by: step) {
      let document = try JSONDocument(parsing: workload.states[index])
      let state = try JourneyState.read(
        document, at: document.root, for: plan, limits: .init(), keepingTexts: true)
      for action in book.actions.indices {
        let began = Measure.threadTime()
        let explanation = decider.why(action, state, clock: clock)
        _ = explanation.json(plan)
        times.append(Double(Measure.threadTime() - began) / 1e6)
        tally.add(explanation)
      }
    }
    let first = times.first ?? 0
    times.sort()
    func time(_ share: Double) -> String {
      String(format: "%.2f", times[min(times.count - 1, Int(Double(times.count) * share))])
    }
    print("rules \(book.rules.count), actions \(book.actions.count), asked \(times.count) times")
    print(
      "ms: median \(time(0.5)), p99 \(time(0.99)), longest \(time(1)); the first \(String(format: "%.2f", first)), made ready in \(String(format: "%.2f", preparing))"
    )
    print(tally.text)
  }

  private struct Tally {
    private var sizes: [Int: Int] = [:]
    private var none = 0
    private var notShown = 0
    private var mostTried = 0

    mutating func add(_ explanation: ActionExplanation) {
      let smallest = explanation.smallestChange
      if let changes = smallest.changes { sizes[changes.count, default: 0] += 1 } else { none += 1 }
      if !smallest.isShown { notShown += 1 }
      mostTried = max(mostTried, smallest.tried)
    }

    var text: String {
      let sizes = sizes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      return
        "changes by size: \(sizes), none: \(none); not shown to be smallest: \(notShown); most decisions: \(mostTried)"
    }
  }
}
