import Rules

extension BookSchema {
  var policies: SchemaValue { .any(of: ["type": "null"], .mapping(policy)) }

  private func policy(_ key: PolicyKey) -> SchemaValue {
    switch key {
    case .timeZone, .language: .text
    case .limit: ["type": "integer", "minimum": 0, "maximum": 100]
    case .spread:
      .mapping { (key: SpreadKey) in
        switch key {
        case .kind, .group: ["type": "integer", "minimum": 1, "maximum": 100]
        }
      }
    case .sameContactWithin, .engagedWithin: .reference("duration")
    case .buyingGroup:
      .mapping { (_: Role) in ["type": "integer", "minimum": 1, "maximum": 100] }
    case .quietHours: .entries(.mapping(quietHours), isOptional: false)
    case .caps:
      .entries(
        SchemaValue.mapping(required: [.atMost], cap).adding([
          ("oneOf", [["required": ["within"]], ["required": ["calendar"]]])
        ]), isOptional: false)
    case .pauses:
      .entries(.mapping(required: [.after, .outcomes, .within, .pause], pause), isOptional: false)
    case .holdout:
      .mapping(required: [HoldoutKey.percent]) { key in
        switch key {
        case .percent: .reference("percent")
        case .salt: .text
        case .per: .choice(Scope.self)
        }
      }
    case .fallback: .oneOrMore(.id(of: .action), minimum: 0)
    }
  }

  private func quietHours(_ key: QuietHoursKey) -> SchemaValue {
    switch key {
    case .channels: .ids(of: .channel)
    case .from: .reference("clock")
    case .until: .reference("clock_end")
    case .days: .oneOrMore(.choice(NamedDay.self))
    }
  }

  private func cap(_ key: CapKey) -> SchemaValue {
    switch key {
    case .action: selector(.action)
    case .kind: selector(.kind)
    case .group: selector(.group)
    case .channel: selector(.channel)
    case .atMost: .reference("count")
    case .per: .choice(Scope.self)
    case .within: .reference("duration")
    case .calendar: .choice(CalendarUnit.self)
    }
  }

  private func pause(_ key: PauseKey) -> SchemaValue {
    switch key {
    case .action: selector(.action)
    case .kind: selector(.kind)
    case .group: selector(.group)
    case .channel: selector(.channel)
    case .per: .choice(Scope.self)
    case .after: ["type": "integer", "minimum": 1, "maximum": 1_000]
    case .outcomes: .oneOrMore(.choice(CountedOutcome.self))
    case .within, .pause: .reference("duration")
    }
  }
}
