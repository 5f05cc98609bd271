import Rules

extension BookSchema {
  var conditions: [SchemaValue.Property] {
    [
      (
        "condition",
        [
          "type": "object",
          "properties": .object(SchemaValue.properties(term) + facts + attributeTests),
          "propertyNames": ["pattern": "^[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*)*$"],
          // Other keys are attributes that are not known here.
          "additionalProperties": words?.hasAllAttributes == true ? false : .reference("test"),
        ]
      )
    ]
  }

  private var facts: [SchemaValue.Property] {
    BuiltInFact.allCases.map { ($0.rawValue, test(of: $0).described($0.meaning)) }
  }

  private var attributeTests: [SchemaValue.Property] {
    (words?.names.attributes ?? []).map { attribute in
      let personal = attribute.isPersonal ? "; personal data" : ""
      return (
        attribute.path,
        test(of: attribute).described("\(attribute.type.words), an attribute of the rule book\(personal)")
      )
    }
  }

  /// What stands under the keys of a condition that are no facts.
  private func term(_ key: ConditionKey) -> SchemaValue {
    switch key {
    case .painPoints: presence(of: .painPoint)
    case .triggers: presence(of: .trigger)
    case .touchpoints: .any(of: .ids(of: .touchpoint), count(timed: true, touchpointFilter))
    case .contacts: count(timed: true, contactFilter)
    case .buyingGroup: count(timed: false, groupFilter)
    case .anyOf, .allOf, .noneOf: .list(of: .reference("condition"))
    case .expression: .reference("expression")
    }
  }

  private func presence(of kind: IDKind) -> SchemaValue {
    .any(
      of: .ids(of: kind),
      .mapping(only: PresenceKey.keys(of: kind), minimum: 1) { key in
        switch key {
        case .any, .all, .none: .ids(of: kind)
        case .minSeverity: .reference("share")
        }
      })
  }

  /// A count: what it is filtered by, and its bounds.
  private func count<Key: DescribedKey>(timed isTimed: Bool, _ filter: (Key) -> SchemaValue) -> SchemaValue {
    let bounds = BoundKey.keys(timed: isTimed)
    return .mapping(SchemaValue.properties(filter) + SchemaValue.properties(only: bounds, bound), minimum: 1)
  }

  private func bound(_ key: BoundKey) -> SchemaValue {
    switch key {
    case .atLeast, .atMost: .reference("count")
    case .within, .olderThan: .reference("duration")
    }
  }

  private func touchpointFilter(_ key: TouchpointCountKey) -> SchemaValue {
    switch key {
    case .type: .ids(of: .touchpoint)
    case .channel: .ids(of: .channel)
    case .medium: .oneOrMore(.choice(Medium.self))
    case .ownership: .oneOrMore(.choice(Ownership.self))
    case .influence: .oneOrMore(.choice(Influence.self))
    case .sentiment: test(of: .sentiment)
    }
  }

  private func contactFilter(_ key: ContactCountKey) -> SchemaValue {
    switch key {
    case .action: selector(.action)
    case .kind: selector(.kind)
    case .group: selector(.group)
    case .channel: selector(.channel)
    case .outcome: .oneOrMore(.choice(CountedOutcome.self))
    }
  }

  private func groupFilter(_ key: GroupCountKey) -> SchemaValue {
    switch key {
    case .persona: .ids(of: .persona)
    case .stage: .ids(of: .stage)
    case .role: .oneOrMore(.choice(Role.self))
    case .engaged: .boolean
    }
  }
}
