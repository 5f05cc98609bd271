import Rules

extension BookSchema {
  static let actions: SchemaValue = .entries(
    .mapping(required: [ActionKey.kind]) { key in
      switch key {
      case .kind, .group: .reference("id")
      case .title: .reference("text")
      case .channels: .oneOrMore(.reference("id")).described("in order of preference")
      case .treatments: ["type": "object"]
      case .payload: [:]
      case .weight: .reference("percent")
      case .available: .mapping(minimum: 1, availability)
      case .eligible: .reference("condition")
      case .cooldown: .reference("duration")
      case .caps:
        .mapping { (key: ActionCapsKey) in
          switch key {
          case .exempt, .counts: .boolean
          }
        }
      }
    })

  static let rules: SchemaValue = .entries(
    .object([
      ("type", "object"),
      ("properties", .object(SchemaValue.properties(ruleKey))),
      ("additionalProperties", false),
      ("oneOf", .array(Rule.Verb.allCases.map { ["required": [.string($0.rawValue)]] })),
    ]))

  static let tables: SchemaValue = .entries(
    .mapping(required: [TableKey.rows]) { key in
      switch key {
      case .when: .reference("condition")
      case .columns: .oneOrMore(.text)
      case .rows: .any(of: .text, .list(of: ["type": "array"]))
      }
    })

  private static func ruleKey(_ key: RuleKey) -> SchemaValue {
    switch key {
    case .title, .because: .reference("text")
    case .when, .unless: .reference("condition")
    case .verb(let verb): schema(of: verb)
    case .tags: .oneOrMore(.text)
    case .owner: .text
    case .enabled: .boolean
    case .from: availability(.from)
    case .until: availability(.until)
    }
  }

  private static func schema(of verb: Rule.Verb) -> SchemaValue {
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
          of: .reference("id"),
          .mapping(required: [RecommendationKey.action]) { key in
            switch key {
            case .action, .channel: .reference("id")
            case .score: computed("percent")
            }
          }))
    case .suppress:
      .mapping(minimum: 1) { (key: SuppressionKey) in
        switch key {
        case .all: ["const": true]
        case .action, .kind, .group, .channel: .reference("ids")
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

  private static func detection(_ key: DetectionKey) -> SchemaValue {
    switch key {
    case .painPoint, .trigger: .reference("id")
    case .severity: computed("share")
    }
  }

  private static func placement(_ key: PlacementKey) -> SchemaValue {
    switch key {
    case .stage, .persona: .reference("id")
    case .confidence: computed("share")
    }
  }
}
