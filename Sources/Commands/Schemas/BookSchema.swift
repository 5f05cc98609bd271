import JSON
import Rules
import Time

/// The JSON Schema of a rule file. It knows the form of a rule book and the closed words; ids, the types of facts and
/// what holds between files are for `waymark check`.
enum BookSchema {
  /// The schema as text of many lines.
  static func json() -> [UInt8] {
    var writer = JSONWriter()
    schema.write(to: &writer)
    return PrettyJSON.lines(of: writer.bytes)
  }

  static let schema: SchemaValue = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Waymark rule file",
    "type": "object",
    "properties": .object(
      vocabulary + [("actions", actions), ("rules", rules), ("policies", policies)]),
    "additionalProperties": false,
    "$defs": .object(scalars + conditions),
  ]

  // MARK: Scalars

  private static let scalars: [(String, SchemaValue)] = [
    ("id", ["type": "string", "pattern": "^[a-z0-9][a-z0-9_/-]*$", "maxLength": 64]),
    ("ids", .oneOrMore(.reference("id"))),
    (
      "duration",
      SchemaValue.object([
        ("type", "string"), ("pattern", "^(?=.)([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$"),
      ]).described("such as 90s, 30m, 12h, 14d, 6w or 1d12h")
    ),
    (
      "instant",
      SchemaValue.object([("type", "string"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt].+)?$")])
        .described("RFC 3339, or a bare date, which is midnight in the book's time zone")
    ),
    ("text", .any(of: ["type": "string"], ["type": "object", "additionalProperties": ["type": "string"]])),
    ("share", ["type": "number", "minimum": 0, "maximum": 1]),
    ("percent", ["type": "number", "minimum": 0, "maximum": 100]),
    ("count", ["type": "integer", "minimum": 0]),
    ("scalar", ["type": ["string", "number", "boolean"]]),
    ("clock", ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"]),
    ("clock_end", ["type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"]),
    ("expression", SchemaValue.object([("type", "string")]).described("CEL")),
  ]

  // MARK: Vocabulary

  private static let label: [(String, SchemaValue)] = [("label", .reference("text"))]
  private static let names = label + [("aliases", .oneOrMore(.reference("scalar")))]

  private static func items(_ properties: [(String, SchemaValue)]) -> SchemaValue {
    .entries(.any(of: ["type": "null"], .mapping(properties)))
  }

  private static let vocabulary: [(String, SchemaValue)] = [
    ("markets", items(names)),
    (
      "stages",
      SchemaValue.entries(
        .mapping(
          names + [
            ("phase", .choice(Phase.self)), ("next", .list(of: .reference("id"))),
            ("stalls_after", .reference("duration")),
          ], required: ["phase"])
      ).described("in the order of the journey")
    ),
    (
      "personas",
      items(
        names + [("market", .reference("id")), ("role", .choice(Role.self)), ("traits", ["type": "object"])])
    ),
    ("pain_points", items(names + [("severity", .reference("share"))])),
    ("triggers", items(names)),
    (
      "touchpoints",
      items(
        names + [
          ("medium", .choice(Medium.self)), ("ownership", .choice(Ownership.self)),
          ("influence", .choice(Influence.self)), ("stages", .list(of: .reference("id"))),
        ])
    ),
    (
      "channels",
      items(label + [("consent", .choice(ConsentKind.self)), ("bounced_for", .reference("duration"))])
    ),
    (
      "attributes",
      [
        "type": ["object", "null"],
        "propertyNames": ["pattern": "^[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*){0,7}$"],
        "additionalProperties": .any(
          of: .choice(FactType.self),
          .mapping(
            [
              ("type", .choice(FactType.self)), ("values", .list(of: ["type": "string"])),
              ("personal", ["type": "boolean"]),
            ], required: ["type"])),
      ]
    ),
  ]

  // MARK: Actions and rules

  private static let availability: [(String, SchemaValue)] = [
    ("from", .reference("instant")), ("until", .reference("instant")),
  ]

  private static let actions: SchemaValue = .entries(
    .mapping(
      [
        ("kind", .reference("id")), ("group", .reference("id")), ("title", .reference("text")),
        ("channels", .oneOrMore(.reference("id")).described("in order of preference")),
        ("treatments", ["type": "object"]), ("payload", [:]),
        ("weight", .reference("percent")), ("available", .mapping(availability, minimum: 1)),
        ("eligible", .reference("condition")), ("cooldown", .reference("duration")),
        ("caps", .mapping([("exempt", ["type": "boolean"]), ("counts", ["type": "boolean"])])),
      ], required: ["kind"]))

  private static func computed(_ number: String) -> SchemaValue {
    .any(of: .reference(number), .reference("expression"))
  }

  private static let selector = ["action", "kind", "group", "channel"].map {
    ($0, SchemaValue.reference("ids"))
  }

  private static let recommendation: SchemaValue = .mapping(
    [("action", .reference("id")), ("score", computed("percent")), ("channel", .reference("id"))],
    required: ["action"])

  private static let verbs: [(String, SchemaValue)] = [
    (
      "detect",
      .oneOrMore(
        .any(
          of: .mapping(
            [("pain_point", .reference("id")), ("severity", computed("share"))], required: ["pain_point"]),
          .mapping([("trigger", .reference("id"))], required: ["trigger"])))
    ),
    (
      "place",
      .any(
        of: .mapping(
          [("stage", .reference("id")), ("confidence", computed("share"))], required: ["stage"]),
        .mapping([("persona", .reference("id")), ("confidence", computed("share"))], required: ["persona"]))
    ),
    ("recommend", .oneOrMore(.any(of: .reference("id"), recommendation))),
    (
      "suppress",
      .mapping(
        [("all", ["const": true])] + selector + [("except", .mapping(selector, minimum: 1))], minimum: 1)
    ),
    (
      "alert",
      .mapping(
        [
          ("severity", .choice(AlertSeverity.self)), ("summary", .reference("text")),
          ("once_per", .reference("duration")),
        ], required: ["summary"])
    ),
  ]

  private static let rules: SchemaValue = .entries(
    .object([
      ("type", "object"),
      (
        "properties",
        .object(
          [
            ("title", .reference("text")), ("when", .reference("condition")),
            ("unless", .reference("condition")),
          ] + verbs + [
            ("because", .reference("text")), ("tags", .oneOrMore(["type": "string"])),
            ("owner", ["type": "string"]), ("enabled", ["type": "boolean"]),
          ] + availability)
      ),
      ("additionalProperties", false),
      ("oneOf", .array(verbs.map { ["required": [.string($0.0)]] })),
    ]))

  // MARK: Policies

  private static let policies: SchemaValue = .any(
    of: ["type": "null"],
    .mapping([
      (
        "time_zone",
        SchemaValue.object([("type", "string")]).described("an IANA name, such as Europe/Copenhagen")
      ),
      ("language", ["type": "string"]),
      ("limit", ["type": "integer", "minimum": 0, "maximum": 100]),
      (
        "spread",
        .mapping(["kind", "group"].map { ($0, ["type": "integer", "minimum": 1, "maximum": 100]) })
      ),
      ("same_contact_within", .reference("duration")),
      (
        "quiet_hours",
        .entries(
          .mapping(
            [
              ("channels", .reference("ids")), ("from", .reference("clock")),
              ("until", .reference("clock_end")),
              ("days", .oneOrMore(["enum": .array(Weekday.allCases.map { .string($0.name) })])),
            ]))
      ),
      (
        "caps",
        .entries(
          .mapping(
            selector + [
              ("at_most", .reference("count")), ("per", .choice(Scope.self)),
              ("within", .reference("duration")), ("calendar", .choice(CalendarUnit.self)),
            ], required: ["at_most"]))
      ),
      (
        "pauses",
        .entries(
          .mapping(
            selector + [
              ("per", .choice(Scope.self)), ("after", ["type": "integer", "minimum": 1]),
              ("outcomes", .oneOrMore(.choice(Outcome.self))), ("within", .reference("duration")),
              ("pause", .reference("duration")),
            ], required: ["after", "outcomes", "within", "pause"]))
      ),
      (
        "holdout",
        .mapping(
          [("percent", .reference("percent")), ("salt", ["type": "string"]), ("per", .choice(Scope.self))],
          required: ["percent"])
      ),
      ("fallback", .oneOrMore(.reference("id"))),
    ]))
}
