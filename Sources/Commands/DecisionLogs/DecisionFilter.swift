import ArgumentParser
import DecisionLog
import JSON
import Rules
import System

/// Which decisions of a log are shown: of each thing that is asked for any of its values, and of all things one.
struct DecisionFilter {
  /// Journeys by their ids; where the key is known also by the hashes that stand for them.
  private let journeys: Set<ExactText>
  private let actions: Set<ExactText>
  private let rules: Set<ExactText>
  private let stages: Set<ExactText>
  private let outcomes: Set<ExactText>

  /// - Parameter key: of the history, for logs whose journeys are hashed; nil where it cannot be read.
  init(_ options: FilterOptions, key: [UInt8]?) {
    let hashed = key.map { key in options.journeys.map { Pseudonyms(key: key).hash(.journey, $0) } } ?? []
    journeys = Self.set(options.journeys + hashed)
    actions = Self.set(options.actions)
    rules = Self.set(options.rules)
    stages = Self.set(options.stages)
    outcomes = Self.set(options.outcomes.map(\.rawValue))
  }

  private static func set(_ texts: [String]) -> Set<ExactText> { Set(texts.map { ExactText($0) }) }

  var isEmpty: Bool { [journeys, actions, rules, stages, outcomes].allSatisfy(\.isEmpty) }

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
    return holds(outcomes, "outcome", [decision])
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
}

extension DecisionOutcome: ExpressibleByArgument {}
