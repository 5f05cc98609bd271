import Rules

extension BookSchema {
  private static func name(_ key: ItemNameKey) -> SchemaValue {
    switch key {
    case .label: .reference("text")
    case .aliases: .oneOrMore(.reference("scalar"))
    }
  }

  private static func named(
    as names: [ItemNameKey] = ItemNameKey.allCases, _ properties: [SchemaValue.Property]
  ) -> [SchemaValue.Property] {
    SchemaValue.properties(only: names, name) + properties
  }

  /// Items that may be empty.
  static func items(
    named names: [ItemNameKey] = ItemNameKey.allCases, _ properties: [SchemaValue.Property]
  ) -> SchemaValue {
    .entries(.any(of: ["type": "null"], .mapping(named(as: names, properties))))
  }

  static let stages: SchemaValue = SchemaValue.entries(
    .mapping(
      named(
        SchemaValue.properties { (key: StageKey) in
          switch key {
          case .phase: .choice(Phase.self)
          case .next: .list(of: .reference("id"))
          case .stallsAfter: .reference("duration")
          }
        }), required: [StageKey.phase.rawValue])
  ).described("in the order of the journey")

  static let personas = items(
    SchemaValue.properties { (key: PersonaKey) in
      switch key {
      case .market: .reference("id")
      case .role: .choice(Role.self)
      case .traits: ["type": "object"]
      }
    })

  static let painPoints = items(
    SchemaValue.properties { (key: PainPointKey) in
      switch key {
      case .severity: .reference("share")
      }
    })

  static let touchpoints = items(
    SchemaValue.properties { (key: TouchpointKey) in
      switch key {
      case .medium: .choice(Medium.self)
      case .ownership: .choice(Ownership.self)
      case .influence: .choice(Influence.self)
      case .stages: .list(of: .reference("id"))
      }
    })

  static let channels = items(
    named: ItemNameKey.keys(of: .channel),
    SchemaValue.properties { (key: ChannelKey) in
      switch key {
      case .consent: .choice(ConsentKind.self)
      case .bouncedFor: .reference("duration")
      }
    })

  static let attributes: SchemaValue = [
    "type": ["object", "null"],
    "propertyNames": ["pattern": "^[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*){0,7}$"],
    "additionalProperties": .any(
      of: .choice(FactType.self),
      .mapping(required: [AttributeKey.type]) { key in
        switch key {
        case .type: .choice(FactType.self)
        case .values: .list(of: .text)
        case .personal: .boolean
        }
      }),
  ]
}
