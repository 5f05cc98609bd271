import Rules

/// The JSON Schema (draft-07, which editors know best) of a rule file: the form of a rule book and the closed words, and,
/// with the words of a book, the ids that its files may refer to and its attributes with their types. What holds between
/// keys and files is for the readers: whatever they take, the schema takes.
///
/// The keys of every mapping are those of its reader: what stands under a key is a switch over them all.
package struct BookSchema {
  /// Nil for any book.
  let words: BookWords?

  /// Of any book: ids may be any.
  package static let general = BookSchema(words: nil)

  package init(of words: BookWords) { self.init(words: words) }

  private init(words: BookWords?) { self.words = words }

  package var schema: SchemaValue {
    [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Waymark rule file",
      "type": ["object", "null"],
      "properties": .object(SchemaValue.properties(schema(of:))),
      "additionalProperties": false,
      "definitions": .object(scalars + references + tests + conditions + settling),
    ]
  }

  private func schema(of section: Section) -> SchemaValue {
    switch section {
    case .markets: items([])
    case .stages: stages
    case .exits: exits
    case .personas: personas
    case .painPoints: painPoints
    case .triggers: triggers
    case .touchpoints: touchpoints
    case .channels: channels
    case .attributes: attributes
    case .actions: actions
    case .rules: rules
    case .policies: policies
    case .tables: tables
    case .accept: bookAcceptances
    case .check: severities
    }
  }

  /// A number, or an expression that computes it.
  func computed(_ number: String) -> SchemaValue {
    .any(of: .reference(number), .reference("expression"))
  }

  func availability(_ key: AvailabilityKey) -> SchemaValue {
    switch key {
    case .from, .until: .reference("instant")
    }
  }

  func selector(_ key: SelectorKey) -> SchemaValue {
    switch key {
    case .action: .ids(of: .action)
    case .kind: .ids(of: .kind)
    case .group: .ids(of: .group)
    case .channel: .ids(of: .channel)
    }
  }
}
