import Rules

extension BookSchema {
  static let policies: SchemaValue = .any(of: ["type": "null"], .mapping(policy))

  private static func policy(_ key: PolicyKey) -> SchemaValue {
    switch key {
    case .timeZone: SchemaValue.text.described("an IANA name, such as Europe/Copenhagen")
    case .language: .text
    case .limit: ["type": "integer", "minimum": 0, "maximum": 100]
    case .spread:
      .mapping { (key: SpreadKey) in
        switch key {
        case .kind, .group: ["type": "integer", "minimum": 1, "maximum": 100]
        }
      }
    case .sameContactWithin: .reference("duration")
    case .quietHours: .entries(.mapping(quietHours))
    case .caps: .entries(.mapping(required: [.atMost], cap))
    case .pauses: .entries(.mapping(required: [.after, .outcomes, .within, .pause], pause))
    case .holdout:
      .mapping(required: [HoldoutKey.percent]) { key in
        switch key {
        case .percent: .reference("percent")
        case .salt: .text
        case .per: .choice(Scope.self)
        }
      }
    case .fallback: .oneOrMore(.reference("id"))
    }
  }

  private static func quietHours(_ key: QuietHoursKey) -> SchemaValue {
    switch key {
    case .channels: .reference("ids")
    case .from: .reference("clock")
    case .until: .reference("clock_end")
    case .days: .oneOrMore(.choice(NamedDay.self))
    }
  }

  private static func cap(_ key: CapKey) -> SchemaValue {
    switch key {
    case .action, .kind, .group, .channel: .reference("ids")
    case .atMost: .reference("count")
    case .per: .choice(Scope.self)
    case .within: .reference("duration")
    case .calendar: .choice(CalendarUnit.self)
    }
  }

  private static func pause(_ key: PauseKey) -> SchemaValue {
    switch key {
    case .action, .kind, .group, .channel: .reference("ids")
    case .per: .choice(Scope.self)
    case .after: ["type": "integer", "minimum": 1]
    case .outcomes: .oneOrMore(.choice(CountedOutcome.self))
    case .within, .pause: .reference("duration")
    }
  }
}
