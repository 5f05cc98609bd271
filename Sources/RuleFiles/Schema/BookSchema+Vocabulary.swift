import Rules

extension BookSchema {
  private func name(_ key: ItemNameKey) -> SchemaValue {
    switch key {
    case .label: .reference("text")
    case .aliases: .oneOrMore(.reference("scalar"))
    }
  }

  private func named(
    as names: [ItemNameKey] = ItemNameKey.allCases, _ properties: [SchemaValue.Property]
  ) -> [SchemaValue.Property] {
    SchemaValue.properties(only: names, name) + properties
  }

  /// Items that may be empty.
  func items(
    named names: [ItemNameKey] = ItemNameKey.allCases, _ properties: [SchemaValue.Property]
  ) -> SchemaValue {
    .entries(.any(of: ["type": "null"], .mapping(named(as: names, properties))))
  }

  var stages: SchemaValue {
    .entries(
      .mapping(
        named(
          SchemaValue.properties { (key: StageKey) in
            switch key {
            case .phase: .choice(Phase.self)
            case .next: .oneOrMore(.id(of: .stage), minimum: 0)
            case .stallsAfter: .reference("duration")
            }
          }), required: [StageKey.phase.rawValue]))
  }

  var exits: SchemaValue {
    items(
      SchemaValue.properties { (key: ExitKey) in
        switch key {
        case .lost: .boolean
        }
      })
  }

  var personas: SchemaValue {
    items(
      SchemaValue.properties { (key: PersonaKey) in
        switch key {
        case .market: .id(of: .market)
        case .role: .choice(Role.self)
        case .traits: ["type": "object", "additionalProperties": .oneOrMore(.reference("scalar"))]
        }
      })
  }

  var painPoints: SchemaValue {
    items(
      SchemaValue.properties { (key: PainPointKey) in
        switch key {
        case .severity: .reference("share")
        case .lasts: .reference("duration")
        }
      })
  }

  var triggers: SchemaValue {
    items(
      SchemaValue.properties { (key: TriggerKey) in
        switch key {
        case .lasts: .reference("duration")
        }
      })
  }

  var touchpoints: SchemaValue {
    items(
      SchemaValue.properties { (key: TouchpointKey) in
        switch key {
        case .medium: .choice(Medium.self)
        case .ownership: .choice(Ownership.self)
        case .influence: .choice(Influence.self)
        case .stages: .oneOrMore(.id(of: .stage), minimum: 0)
        }
      })
  }

  var channels: SchemaValue {
    items(
      named: ItemNameKey.keys(of: .channel),
      SchemaValue.properties { (key: ChannelKey) in
        switch key {
        case .consent: .choice(ConsentKind.self)
        case .bouncedFor: .reference("duration")
        }
      })
  }

  var attributes: SchemaValue {
    [
      "type": ["object", "null"],
      "propertyNames": ["pattern": "^[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*){0,7}$"],
      "additionalProperties": .any(
        of: .choice(FactType.self),
        .mapping(required: [AttributeKey.type]) { key in
          switch key {
          case .type: .choice(FactType.self)
          case .values: .oneOrMore(.text)
          case .personal: .boolean
          }
        }),
    ]
  }
}
