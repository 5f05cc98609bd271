extension BookSchema {
  static let scalars: [SchemaValue.Property] = [
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
    ("text", .any(of: .text, ["type": "object", "additionalProperties": .text])),
    ("share", ["type": "number", "minimum": 0, "maximum": 1]),
    ("percent", ["type": "number", "minimum": 0, "maximum": 100]),
    ("count", ["type": "integer", "minimum": 0]),
    ("scalar", ["type": ["string", "number", "boolean"]]),
    ("clock", ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"]),
    ("clock_end", ["type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"]),
    ("expression", SchemaValue.text.described("CEL")),
  ]
}
