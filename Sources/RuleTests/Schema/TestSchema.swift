import Decisions
import Journeys
package import RuleFiles
import Rules

/// The JSON Schema (draft-07) of a file of rule tests. States are as the schema of states says, but for what they may
/// take from others: ids of states are examples, since labels and aliases will do; what is expected names ids.
///
/// The keys of every mapping are those of its reader.
package struct TestSchema {
  /// Nil for any book.
  private let words: BookWords?
  private let book: BookSchema

  /// Of the tests of any book.
  package static let general = TestSchema(words: nil, book: .general)

  /// Of the tests of one book.
  package init(of words: BookWords) { self.init(words: words, book: BookSchema(of: words)) }

  private init(words: BookWords?, book: BookSchema) {
    self.words = words
    self.book = book
  }

  package var schema: SchemaValue {
    [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Waymark rule tests",
      "type": "object",
      "properties": .object(SchemaValue.properties(section)),
      "additionalProperties": false,
      "definitions": .object(
        book.scalars + book.references + [("state", state), ("expectation", expectation)]),
    ]
  }

  private func section(_ key: TestFileKey) -> SchemaValue {
    switch key {
    case .states: ["type": "object", "additionalProperties": .reference("state")]
    case .tests: ["type": "object", "additionalProperties": .mapping(test)]
    }
  }

  private func test(_ key: TestKey) -> SchemaValue {
    switch key {
    case .state: .reference("state")
    case .events: .list(of: event)
    case .contacts: Self.state(of: words)["properties"]?[key.rawValue] ?? [:]
    case .now: .reference("instant")
    case .expect: .reference("expectation")
    case .cases: .any(of: .list(of: .mapping(oneCase)), .mapping(required: [CaseTableKey.columns], table))
    case .each: ["type": "object", "additionalProperties": ["not": ["type": "null"]]]
    }
  }

  private func oneCase(_ key: CaseKey) -> SchemaValue {
    switch key {
    case .name: .reference("scalar")
    case .state: test(.state)
    case .events: test(.events)
    case .contacts: test(.contacts)
    case .now: test(.now)
    case .expect: test(.expect)
    }
  }

  private func table(_ key: CaseTableKey) -> SchemaValue {
    switch key {
    case .columns: .list(of: .reference("scalar"))
    case .rows: .list(of: ["type": "array", "minItems": 1])
    }
  }

  // MARK: States

  /// A state, the name of one, or one that builds on another.
  private var state: SchemaValue {
    let from = SchemaValue.text.described("The name of the state that this one builds on")
    let state = Self.state(of: words)
    guard case .object(let properties) = state["properties"] else { return [:] }
    return .any(
      of: SchemaValue.text.described("The name of a state"),
      [
        "type": "object",
        "properties": .object(
          [(TestStates.baseKey, from)] + properties.map { ($0.0, Self.part($0.0, $0.1)) }),
      ])
  }

  /// The schema of states under a book.
  private static func state(of words: BookWords?) -> SchemaValue {
    let book = words?.bookOfNames ?? RuleBook.load([]).book
    return book.map { SchemaValue(DecisionPlan($0).generalStateSchema) } ?? [:]
  }

  /// What stands under a key of a state that takes the rest from another one. Only consent has parts that are merged and
  /// required.
  private static func part(_ name: String, _ schema: SchemaValue) -> SchemaValue {
    guard let key = StateKey(rawValue: name) else { return schema.described("Attributes of the rule book") }
    return (key == .consent ? schema.requiringNothing : schema).described(key.meaning)
  }

  // MARK: Events

  /// What was told before. Its words are those of states; which of them the book has is checked when the tests are run.
  private var event: SchemaValue {
    .mapping { (key: EventKey) in
      switch key {
      case .journey, .id, .account, .touchpoint, .channel, .stage, .observed, .exit, .trigger, .painPoint,
        .resolved:
        .reference("scalar")
      case .at, .stageEntered: .reference("instant")
      case .sentiment, .severity: ["type": "number"]
      case .consent, .profile: ["type": "object"]
      }
    }
  }

  // MARK: Expectations

  private var expectation: SchemaValue {
    .mapping { (key: ExpectationKey) in
      switch key {
      case .outcome: .choice(DecisionOutcome.self)
      case .first: .id(of: .action)
      case .exact: .oneOrMore(.id(of: .action), minimum: 0)
      case .includes, .not: .ids(of: .action)
      case .heldBack: ["type": "object", "propertyNames": .id(of: .action), "additionalProperties": reason]
      case .channels:
        ["type": "object", "propertyNames": .id(of: .action), "additionalProperties": .id(of: .channel)]
      case .alerts: .oneOrMore(alertRule, minimum: 0)
      case .detected: .oneOrMore(.any(of: .id(of: .painPoint), .id(of: .trigger)), minimum: 0)
      case .stage: .id(of: .stage)
      case .persona: .id(of: .persona)
      }
    }
  }

  /// The id of a rule that alerts. Which there are is known once every rule is; others are taken as well.
  private var alertRule: SchemaValue {
    guard let rules = words?.alertRules, !rules.isEmpty else { return .reference("scalar") }
    return .any(of: .texts(rules), .reference("scalar"))
  }

  private var reason: SchemaValue {
    let gates = SchemaValue.words(Gate.allCases.map(\.reason))
    return .any(
      of: gates,
      .mapping { (key: ReasonKey) in
        switch key {
        case .reason: gates
        case .by: .reference("scalar")
        case .channel: .id(of: .channel)
        case .until: .reference("instant")
        }
      })
  }
}

extension SchemaValue {
  /// The same without a key that has to be there, here or further in.
  fileprivate var requiringNothing: SchemaValue {
    switch self {
    case .object(let members):
      .object(members.filter { $0.0 != "required" }.map { ($0.0, $0.1.requiringNothing) })
    case .array(let elements): .array(elements.map(\.requiringNothing))
    default: self
    }
  }
}
