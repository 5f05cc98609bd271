import Rules

extension RuleBook {
  func action(_ id: String) -> Action? { names[.action].index(of: id).map { actions[$0] } }
}

extension Rule.Effect {
  var isSuppressing: Bool { if case .suppress = self { true } else { false } }
}

extension Output {
  var isSuppression: Bool { if case .suppression = self { true } else { false } }
  /// The action that it may hold back.
  var gatedAction: String? {
    switch self {
    case .suppression(let action, _), .eligibility(let action): action
    default: nil
    }
  }

  var isPlacement: Bool { self == .stage || self == .persona }

  /// In the order in which a decision is made, then by id.
  package var order: String {
    switch self {
    case .painPoint(let id): "0 \(id)"
    case .trigger(let id): "1 \(id)"
    case .stage: "2"
    case .persona: "3"
    case .candidate(let action): "4 \(action)"
    case .eligibility(let action): "5 \(action)"
    case .suppression(let action, let channel): "6 \(action) \(channel ?? "")"
    case .alert(let rule): "7 \(rule)"
    }
  }
}

extension RegionDifference {
  var order: String { outputs.first?.order ?? "" }
}
