extension BookSchema {
  package var scalars: [SchemaValue.Property] {
    [
      ("new_id", Self.newID("^[a-z0-9][a-z0-9_-]*$")),
      ("new_rule_id", Self.newID("^[a-z0-9]([a-z0-9_/-]*[a-z0-9_-])?$")),
      (
        "any_id",
        ["type": ["string", "number", "boolean"], "pattern": "^[a-z0-9][a-z0-9_-]*$", "maxLength": 64]
      ),
      (
        "duration",
        ["type": "string", "pattern": "^(?=.)([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$"]
      ),
      ("instant", ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt].+)?$"]),
      (
        "text",
        .any(
          of: .text,
          [
            "type": "object", "minProperties": 1, "additionalProperties": .text,
            "propertyNames": ["pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"],
          ])
      ),
      ("share", ["type": "number", "minimum": 0, "maximum": 1]),
      ("percent", ["type": "number", "minimum": 0, "maximum": 100]),
      ("count", ["type": "integer", "minimum": 0, "maximum": 1_000_000]),
      ("scalar", ["type": ["string", "number", "boolean"]]),
      ("clock", ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"]),
      ("clock_end", ["type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"]),
      ("expression", .text),
    ]
  }

  /// An id that a file chooses. Editors and validators read one such as 2024 as a number.
  private static func newID(_ pattern: SchemaValue) -> SchemaValue {
    ["type": ["string", "number", "boolean"], "pattern": pattern, "maxLength": 64]
  }
}
