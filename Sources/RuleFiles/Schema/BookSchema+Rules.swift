import Rules

extension BookSchema {
  var rules: SchemaValue {
    .entries(
      .object([
        ("type", "object"),
        ("properties", .object(SchemaValue.properties(ruleKey))),
        ("additionalProperties", false),
        ("oneOf", .array(Rule.Verb.allCases.map { ["required": [.string($0.rawValue)]] })),
      ]), named: "new_rule_id")
  }

  var tables: SchemaValue {
    .entries(
      SchemaValue.mapping(required: [TableKey.rows]) { key in
        switch key {
        case .when: .reference("condition")
        case .columns: .list(of: columns)
        case .rows: .any(of: .text, .list(of: ["type": "array", "minItems": 1]))
        case .accept: .reference("acceptances")
        }
      }.adding([
        ("if", ["properties": ["rows": ["type": "array"]]]), ("then", ["required": ["columns"]]),
      ]))
  }

  /// What a column of a table may say.
  private var columns: SchemaValue {
    guard let words, words.hasAllAttributes else { return .text }
    return .words(
      TableColumn.others.map(\.name) + ConditionKey.allCases.map(\.rawValue) + words.names.factNames.sorted())
  }

  private func ruleKey(_ key: RuleKey) -> SchemaValue {
    switch key {
    case .title, .because: .reference("text")
    case .when, .unless: .reference("condition")
    case .verb(let verb): schema(of: verb)
    case .tags: .oneOrMore(.text)
    case .owner: .text
    case .enabled: .boolean
    case .accept: .reference("acceptances")
    case .from: availability(.from)
    case .until: availability(.until)
    }
  }

  private func schema(of verb: Rule.Verb) -> SchemaValue {
    switch verb {
    case .detect:
      .oneOrMore(
        .any(
          of: .mapping(only: [DetectionKey.painPoint, .severity], required: [.painPoint], detection),
          .mapping(only: [DetectionKey.trigger], required: [.trigger], detection)))
    case .place:
      .any(
        of: .mapping(only: [PlacementKey.stage, .confidence], required: [.stage], placement),
        .mapping(only: [PlacementKey.persona, .confidence], required: [.persona], placement))
    case .recommend:
      .oneOrMore(
        .any(
          of: .id(of: .action),
          .mapping(required: [RecommendationKey.action]) { key in
            switch key {
            case .action: .id(of: .action)
            case .channel: .id(of: .channel)
            case .score: computed("percent")
            }
          }))
    case .suppress:
      .mapping(minimum: 1) { (key: SuppressionKey) in
        switch key {
        case .all: ["const": true]
        case .action: selector(.action)
        case .kind: selector(.kind)
        case .group: selector(.group)
        case .channel: selector(.channel)
        case .except: .mapping(minimum: 1, selector)
        }
      }
    case .alert:
      .mapping(required: [AlertKey.summary]) { key in
        switch key {
        case .severity: .choice(AlertSeverity.self)
        case .summary: .reference("text")
        case .oncePer: .reference("duration")
        }
      }
    }
  }

  private func detection(_ key: DetectionKey) -> SchemaValue {
    switch key {
    case .painPoint: .id(of: .painPoint)
    case .trigger: .id(of: .trigger)
    case .severity: computed("share")
    }
  }

  private func placement(_ key: PlacementKey) -> SchemaValue {
    switch key {
    case .stage: .id(of: .stage)
    case .persona: .id(of: .persona)
    case .confidence: computed("share")
    }
  }
}
