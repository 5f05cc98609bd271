import Rules

extension BookSchema {
  private static let bounds: [(String, SchemaValue)] = [
    ("within", .reference("duration")), ("older_than", .reference("duration")),
    ("at_least", .reference("count")), ("at_most", .reference("count")),
  ]

  private static func ids(_ names: [String]) -> [(String, SchemaValue)] {
    names.map { ($0, .reference("ids")) }
  }

  static let conditions: [(String, SchemaValue)] = [
    (
      "condition",
      SchemaValue.object([
        ("type", "object"),
        ("properties", .object(asks + facts)),
        ("propertyNames", ["pattern": "^[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*)*$"]),
        ("additionalProperties", .reference("test")),
      ]).described("every key must hold; other keys are attributes by their paths")
    ),
    (
      "test",
      SchemaValue.any(
        of: .oneOrMore(.reference("scalar")), .mapping(comparators, minimum: 1)
      ).described("a value, a list of values of which one must be it, or comparators which all must hold")
    ),
    (
      "presence",
      .any(
        of: .reference("ids"),
        .mapping(ids(["any", "all", "none"]) + [("min_severity", .reference("share"))], minimum: 1))
    ),
  ]

  /// The keys of a condition that are no facts.
  private static let asks: [(String, SchemaValue)] = [
    ("pain_points", .reference("presence")),
    ("triggers", .reference("presence")),
    (
      "touchpoints",
      .any(
        of: .reference("ids"),
        .mapping(
          [
            ("type", .reference("ids")), ("medium", .oneOrMore(.choice(Medium.self))),
            ("ownership", .oneOrMore(.choice(Ownership.self))),
            ("influence", .oneOrMore(.choice(Influence.self))), ("channel", .reference("ids")),
            ("sentiment", .reference("test")),
          ] + bounds, minimum: 1))
    ),
    (
      "contacts",
      .mapping(
        ids(["action", "kind", "group", "channel"]) + [("outcome", .oneOrMore(.choice(Outcome.self)))]
          + bounds,
        minimum: 1)
    ),
    (
      "buying_group",
      .mapping(
        [
          ("persona", .reference("ids")), ("role", .oneOrMore(.choice(Role.self))),
          ("stage", .reference("ids")), ("engaged", ["type": "boolean"]),
          ("at_least", .reference("count")), ("at_most", .reference("count")),
        ], minimum: 1)
    ),
    ("any_of", .list(of: .reference("condition"))),
    ("all_of", .list(of: .reference("condition"))),
    ("none_of", .list(of: .reference("condition"))),
    ("if", .reference("expression")),
  ]

  private static let facts: [(String, SchemaValue)] = BuiltInFact.allCases.map {
    ($0.rawValue, .reference("test"))
  }

  private static let values: SchemaValue = .oneOrMore(.reference("scalar"))

  private static let comparators: [(String, SchemaValue)] =
    ["eq", "ne", "gt", "gte", "lt", "lte"].map { ($0, .reference("scalar")) } + [
      ("between", ["type": "array", "items": .reference("scalar"), "minItems": 2, "maxItems": 2]),
      ("in", values), ("not_in", values), ("exists", ["type": "boolean"]),
      ("within", .reference("duration")), ("older_than", .reference("duration")),
      ("in_next", .reference("duration")), ("later_than", .reference("duration")),
      ("has", .reference("scalar")), ("has_any", values), ("has_all", values), ("has_none", values),
    ]
}
