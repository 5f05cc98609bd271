import Diagnostics
import Rules

/// What rule files say of that which is found in them.
extension BookSchema {
  var settling: [SchemaValue.Property] {
    [("acceptances", .mapping(kinds(.text)))]
  }

  /// 'accept' of the book.
  var bookAcceptances: SchemaValue {
    Self.optional(
      .mapping(kinds(.any(of: .text, ["type": "object", "additionalProperties": .text]))))
  }

  /// 'check' of the book.
  var severities: SchemaValue { Self.optional(.mapping(kinds(.choice(Severity.self)))) }

  private func kinds(_ value: SchemaValue) -> [SchemaValue.Property] {
    CheckedKind.all.map { ($0.name, value.described($0.meaning)) }
  }

  private static func optional(_ mapping: SchemaValue) -> SchemaValue {
    mapping.adding([("type", ["object", "null"])])
  }
}
