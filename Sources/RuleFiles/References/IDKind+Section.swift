import Diagnostics
import Rules

extension IDKind {
  /// The section that declares ids of this kind.
  var section: Section {
    switch self {
    case .market: .markets
    case .stage: .stages
    case .exit: .exits
    case .persona: .personas
    case .painPoint: .painPoints
    case .trigger: .triggers
    case .touchpoint: .touchpoints
    case .channel: .channels
    case .action, .kind, .group: .actions
    }
  }

  /// The diagnostic for an id of this kind that nothing declares.
  var unknown: DiagnosticID {
    switch self {
    case .market: .unknownMarket
    case .stage: .unknownStage
    case .exit: .unknownExit
    case .persona: .unknownPersona
    case .painPoint: .unknownPainPoint
    case .trigger: .unknownTrigger
    case .touchpoint: .unknownTouchpoint
    case .channel: .unknownChannel
    case .action: .unknownAction
    case .kind: .unknownKind
    case .group: .unknownGroup
    }
  }
}
