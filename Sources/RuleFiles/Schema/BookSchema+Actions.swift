import Rules

extension BookSchema {
  var actions: SchemaValue {
    .entries(
      .mapping(required: [ActionKey.kind]) { key in
        switch key {
        case .kind: freeID(of: .kind)
        case .group: freeID(of: .group)
        case .title: .reference("text")
        case .channels: .oneOrMore(.id(of: .channel), minimum: 0)
        case .treatments: ["type": "object", "propertyNames": .id(of: .channel)]
        case .payload: [:]
        case .weight: .reference("percent")
        case .available: .mapping(availability)
        case .eligible: .reference("condition")
        case .cooldown: .reference("duration")
        case .caps:
          .mapping { (key: ActionCapsKey) in
            switch key {
            case .exempt, .counts: .boolean
            }
          }
        case .accept: .reference("acceptances")
        }
      })
  }
}
