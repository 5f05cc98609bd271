import Rules

/// The keys of a condition that are no facts.
enum ConditionKey: String, MappingKey {
  case painPoints = "pain_points"
  case triggers, touchpoints, contacts
  case buyingGroup = "buying_group"
  case anyOf = "any_of"
  case allOf = "all_of"
  case noneOf = "none_of"
  case expression = "if"
}

/// Where a condition stands, and what it may ask there.
struct ConditionPlace {
  /// The key that it is the value of.
  var name: String
  var allowsDecision = false
  /// How many of `any_of`, `all_of` and `none_of` are around it.
  var depth = 0

  func nested(in key: ConditionKey) -> ConditionPlace {
    ConditionPlace(name: key.rawValue, allowsDecision: allowsDecision, depth: depth + 1)
  }
}
