import Rules

/// The keys of a rule.
enum RuleKey: MappingKey {
  case title, when, unless
  /// What the rule does: every rule has exactly one.
  case verb(Rule.Verb)
  case because, tags, owner, enabled, from, until, accept

  static let allCases: [RuleKey] =
    [.title, .when, .unless] + Rule.Verb.allCases.map { .verb($0) } + [
      .because, .tags, .owner, .enabled, .from, .until, .accept,
    ]

  var rawValue: String {
    switch self {
    case .title: "title"
    case .when: "when"
    case .unless: "unless"
    case .verb(let verb): verb.rawValue
    case .because: "because"
    case .tags: "tags"
    case .owner: "owner"
    case .enabled: "enabled"
    case .from: "from"
    case .until: "until"
    case .accept: "accept"
    }
  }

  init?(rawValue: String) {
    switch rawValue {
    case "title": self = .title
    case "when": self = .when
    case "unless": self = .unless
    case "because": self = .because
    case "tags": self = .tags
    case "owner": self = .owner
    case "enabled": self = .enabled
    case "from": self = .from
    case "until": self = .until
    case "accept": self = .accept
    default:
      guard let verb = Rule.Verb(rawValue: rawValue) else { return nil }
      self = .verb(verb)
    }
  }
}
