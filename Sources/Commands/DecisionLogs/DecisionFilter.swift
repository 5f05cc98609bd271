import ArgumentParser
import DecisionLog
import DecisionStatistics
import JSON
import Rules
import System
import Time

/// Which decisions of a log are shown: of each thing that is asked for any of its values, and of all things one.
struct DecisionFilter {
  /// Journeys by their ids; where the key is known also by the hashes that stand for them.
  private let journeys: Set<ExactText>
  /// As they were asked for.
  let journeyNames: [String]
  private let actions: Set<ExactText>
  private let rules: Set<ExactText>
  private let stages: Set<ExactText>
  private let outcomes: Set<ExactText>
  private let window: CountWindow

  /// - Parameters:
  ///   - key: of the history, for logs whose journeys are hashed; nil where it cannot be read.
  ///   - now: from which spans of time are counted.
  init(_ options: FilterOptions, key: [UInt8]?, now: Instant) throws(Failure) {
    window = try CountWindow(since: options.since, until: options.until, now: now)
    let hashed = key.map { key in options.journeys.map { Pseudonyms(key: key).hash(.journey, $0) } } ?? []
    journeyNames = options.journeys
    journeys = Self.set(options.journeys + hashed)
    actions = Self.set(options.actions)
    rules = Self.set(options.rules)
    stages = Self.set(options.stages)
    outcomes = Self.set(options.outcomes.map(\.rawValue))
  }

  private static func set(_ texts: [String]) -> Set<ExactText> { Set(texts.map { ExactText($0) }) }

  var isEmpty: Bool { [journeys, actions, rules, stages, outcomes].allSatisfy(\.isEmpty) && !isWindow }

  private var isWindow: Bool { window.since != nil || window.until != nil }

  private func isInWindow(_ record: JSONDocument) -> Bool {
    guard isWindow else { return true }
    guard let token = record.member("at", of: record.root),
      let at = Instant(rfc3339: record.string(at: token))
    else { return false }
    return window.contains(at)
  }

  /// - Parameter record: of a decision.
  func lets(_ record: JSONDocument) -> Bool {
    let root = record.root
    guard let decision = record.member("decision", of: root) else { return false }
    func list(_ key: StaticString, _ token: JSONToken) -> [JSONToken] {
      record.member(key, of: token).map { Array(record.elements(of: $0)) } ?? []
    }
    func holds(_ wanted: Set<ExactText>, _ key: StaticString, _ tokens: [JSONToken]) -> Bool {
      wanted.isEmpty
        || tokens.contains { token in
          record.member(key, of: token).map { wanted.contains(ExactText(record.string(at: $0))) } ?? false
        }
    }
    return isInWindow(record)
      && holds(outcomes, "outcome", [decision])
      && holds(journeys, "journey", [record.member("state", of: root)].compactMap(\.self))
      && holds(stages, "id", [record.member("stage", of: decision)].compactMap(\.self))
      && holds(rules, "rule", list("matched", root))
      && holds(actions, "action", list("recommendations", decision) + list("held_back", decision))
  }
}

/// Which decisions of a log somebody wants to see.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .customLong("journey"), parsing: .singleValue,
    help: ArgumentHelp(
      "Only decisions of this journey; may be given several times, as all that follow.", valueName: "id"))
  var journeys: [String] = []

  @Option(
    name: .customLong("action"), parsing: .singleValue,
    help: ArgumentHelp("Only where this action was recommended or held back.", valueName: "id"))
  var actions: [String] = []

  @Option(
    name: .customLong("rule"), parsing: .singleValue,
    help: ArgumentHelp("Only where this rule matched.", valueName: "id"))
  var rules: [String] = []

  @Option(
    name: .customLong("stage"), parsing: .singleValue,
    help: ArgumentHelp("Only decisions in this stage.", valueName: "id"))
  var stages: [String] = []

  @Option(name: .customLong("outcome"), parsing: .singleValue, help: "Only decisions that came out so.")
  var outcomes: [DecisionOutcome] = []

  @Option(
    help: ArgumentHelp(
      "Only decisions from then on: an instant, a date (UTC), or how long ago, such as 7d.",
      valueName: "when"))
  var since: String?

  @Option(help: ArgumentHelp("Only decisions before then; the same.", valueName: "when"))
  var until: String?
}

extension DecisionOutcome: ExpressibleByArgument {}
