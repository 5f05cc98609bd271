import Rules

/// Names that no attribute can have.
enum ReservedNames {
  /// The keys of a state, except `account` and `person`, under which attributes may stand.
  static let stateKeys: Set = Set(StateKey.allCases.map(\.rawValue))

  /// The keys of a condition that are no facts.
  static let conditionKeys: Set = Set(ConditionKey.allCases.map(\.rawValue))

  /// Objects of a state or a decision that hold facts.
  static let groups: Set = ["account", "person", "decision"]
}
