/// The type of a fact's value.
package enum FactType: String, Sendable, CaseIterable {
  case bool, int, number, string, timestamp, strings
}

/// A fact that every rule may use without declaring it.
package enum BuiltInFact: String, Sendable, CaseIterable {
  case journey, market, stage, phase, persona, role, language, sentiment
  case stageEntered = "stage_entered"
  case daysInStage = "days_in_stage"
  case stalled
  case lastTouchpoint = "last_touchpoint"
  case lastTouchpointAt = "last_touchpoint_at"
  case lastContactAt = "last_contact_at"
  /// Only in alert rules.
  case decisionOutcome = "decision.outcome"
  /// Only in alert rules.
  case decisionActions = "decision.actions"

  package var type: FactType {
    switch self {
    case .journey, .market, .stage, .phase, .persona, .role, .language, .lastTouchpoint, .decisionOutcome:
      .string
    case .sentiment: .number
    case .stageEntered, .lastTouchpointAt, .lastContactAt: .timestamp
    case .daysInStage: .int
    case .stalled: .bool
    case .decisionActions: .strings
    }
  }

  /// True for the two that exist only once a decision is made.
  package var isOfTheDecision: Bool { self == .decisionOutcome || self == .decisionActions }
}

/// A fact of a state, as rules name it.
package enum Fact: Sendable, Hashable {
  case builtIn(BuiltInFact)
  /// Index into `RuleBook.attributes`.
  case attribute(Int)
}

/// A declared fact of the state.
package struct Attribute: Sendable {
  /// Dotted, such as `account.employees`.
  package let path: String
  package let type: FactType
  /// The only values it takes, where the book names them; strings and lists of strings only.
  package let values: [String]?
  /// Personal data: never in a log as it is, never in a template.
  package let isPersonal: Bool

  package init(path: String, type: FactType, values: [String]?, isPersonal: Bool) {
    self.path = path
    self.type = type
    self.values = values
    self.isPersonal = isPersonal
  }

  /// The attributes that every book has; all are strings.
  package static let builtInPaths = ["account.id", "account.name", "person.language", "person.time_zone"]
}
