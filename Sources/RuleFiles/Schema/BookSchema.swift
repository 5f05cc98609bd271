/// The JSON Schema of a rule file. It says the form of a rule book and the closed words; ids, the types of facts and what
/// holds between files are for the readers.
///
/// The keys of every mapping are those of its reader: what stands under a key is a switch over them all.
package enum BookSchema {
  package static let schema: SchemaValue = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Waymark rule file",
    "type": "object",
    "properties": .object(
      Section.allCases.map { ($0.rawValue, schema(of: $0)) }),
    "additionalProperties": false,
    "$defs": .object(scalars + conditions),
  ]

  private static func schema(of section: Section) -> SchemaValue {
    switch section {
    case .markets, .triggers: items([])
    case .stages: stages
    case .personas: personas
    case .painPoints: painPoints
    case .touchpoints: touchpoints
    case .channels: channels
    case .attributes: attributes
    case .actions: actions
    case .rules: rules
    case .policies: policies
    case .tables: tables
    }
  }

  /// A number, or an expression that computes it.
  static func computed(_ number: String) -> SchemaValue {
    .any(of: .reference(number), .reference("expression"))
  }

  static func availability(_ key: AvailabilityKey) -> SchemaValue {
    switch key {
    case .from, .until: .reference("instant")
    }
  }

  static func selector(_ key: SelectorKey) -> SchemaValue {
    switch key {
    case .action, .kind, .group, .channel: .reference("ids")
    }
  }
}
