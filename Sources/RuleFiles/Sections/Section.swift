import Diagnostics
import Rules

/// The keys that may stand at the top of a rule file.
enum Section: String, MappingKey {
  case markets, stages, exits, personas
  case painPoints = "pain_points"
  case triggers, touchpoints, channels, attributes, actions, rules, policies, tables, accept, check

  /// What one entry of it is called.
  var noun: String {
    switch self {
    case .markets: "market"
    case .stages: "stage"
    case .exits: "exit"
    case .personas: "persona"
    case .painPoints: "pain point"
    case .triggers: "trigger"
    case .touchpoints: "touchpoint"
    case .channels: "channel"
    case .attributes: "attribute"
    case .actions: "action"
    case .rules: "rule"
    case .policies: "policy"
    case .tables: "table"
    case .accept: "acceptance"
    case .check: "severity"
    }
  }
}
