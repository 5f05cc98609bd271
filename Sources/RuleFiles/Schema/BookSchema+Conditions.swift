import Rules

extension BookSchema {
  static let conditions: [SchemaValue.Property] = [
    (
      "condition",
      SchemaValue.object([
        ("type", "object"),
        ("properties", .object(SchemaValue.properties(term) + facts)),
        ("propertyNames", ["pattern": "^[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*)*$"]),
        ("additionalProperties", .reference("test")),
      ]).described("every key must hold; other keys are attributes by their paths")
    ),
    (
      "test",
      SchemaValue.any(
        of: .oneOrMore(.reference("scalar")), .mapping(minimum: 1, comparator)
      ).described("a value, a list of values of which one must be it, or comparators which all must hold")
    ),
    ("presence", presence(of: .painPoint)),
  ]

  private static let facts: [SchemaValue.Property] = BuiltInFact.allCases.map {
    ($0.rawValue, .reference("test"))
  }

  /// What stands under the keys of a condition that are no facts.
  private static func term(_ key: ConditionKey) -> SchemaValue {
    switch key {
    case .painPoints: .reference("presence")
    case .triggers: presence(of: .trigger)
    case .touchpoints: .any(of: .reference("ids"), count(timed: true, touchpointFilter))
    case .contacts: count(timed: true, contactFilter)
    case .buyingGroup: count(timed: false, groupFilter)
    case .anyOf, .allOf, .noneOf: .list(of: .reference("condition"))
    case .expression: .reference("expression")
    }
  }

  private static func presence(of kind: IDKind) -> SchemaValue {
    .any(
      of: .reference("ids"),
      .mapping(only: PresenceKey.keys(of: kind), minimum: 1) { key in
        switch key {
        case .any, .all, .none: .reference("ids")
        case .minSeverity: .reference("share")
        }
      })
  }

  /// A count: what it is filtered by, and its bounds.
  private static func count<Key: MappingKey>(
    timed isTimed: Bool, _ filter: (Key) -> SchemaValue
  ) -> SchemaValue {
    let bounds = BoundKey.keys(timed: isTimed)
    return .mapping(SchemaValue.properties(filter) + SchemaValue.properties(only: bounds, bound), minimum: 1)
  }

  private static func bound(_ key: BoundKey) -> SchemaValue {
    switch key {
    case .atLeast, .atMost: .reference("count")
    case .within, .olderThan: .reference("duration")
    }
  }

  private static func touchpointFilter(_ key: TouchpointCountKey) -> SchemaValue {
    switch key {
    case .type, .channel: .reference("ids")
    case .medium: .oneOrMore(.choice(Medium.self))
    case .ownership: .oneOrMore(.choice(Ownership.self))
    case .influence: .oneOrMore(.choice(Influence.self))
    case .sentiment: .reference("test")
    }
  }

  private static func contactFilter(_ key: ContactCountKey) -> SchemaValue {
    switch key {
    case .action, .kind, .group, .channel: .reference("ids")
    case .outcome: .oneOrMore(.choice(CountedOutcome.self))
    }
  }

  private static func groupFilter(_ key: GroupCountKey) -> SchemaValue {
    switch key {
    case .persona, .stage: .reference("ids")
    case .role: .oneOrMore(.choice(Role.self))
    case .engaged: .boolean
    }
  }

  private static func comparator(_ key: Comparator) -> SchemaValue {
    let values = SchemaValue.oneOrMore(.reference("scalar"))
    return switch key {
    case .eq, .ne, .gt, .gte, .lt, .lte, .has: .reference("scalar")
    case .between: ["type": "array", "items": .reference("scalar"), "minItems": 2, "maxItems": 2]
    case .isIn, .isNotIn, .hasAny, .hasAll, .hasNone: values
    case .exists: .boolean
    case .within, .olderThan, .inNext, .laterThan: .reference("duration")
    }
  }
}
