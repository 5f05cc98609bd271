import Diagnostics

/// The keys that may stand at the top of a rule file.
enum Section: String, MappingKey {
  case markets, stages, personas
  case painPoints = "pain_points"
  case triggers, touchpoints, channels, attributes, actions, rules, policies, tables

  /// What one entry of it is called.
  var noun: String {
    switch self {
    case .markets: "market"
    case .stages: "stage"
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
    }
  }

  /// The id of the diagnostic for a reference to none of its entries.
  var unknownID: DiagnosticID {
    switch self {
    case .markets: .unknownMarket
    case .stages: .unknownStage
    case .personas: .unknownPersona
    case .painPoints: .unknownPainPoint
    case .triggers: .unknownTrigger
    case .touchpoints: .unknownTouchpoint
    case .channels: .unknownChannel
    case .actions: .unknownAction
    case .attributes, .rules, .policies, .tables: .unknownFact
    }
  }
}
