import Rules
import YAML

extension BookSchema {
  /// A definition for each kind of ids: those of the book, or any.
  package var references: [SchemaValue.Property] {
    IDKind.allCases.map { ($0.definition, ids(of: $0)) }
  }

  private func ids(of kind: IDKind) -> SchemaValue {
    guard let words else {
      return SchemaValue.reference("any_id").described("the id of one of the \(kind.noun)s")
    }
    let table = words.names[kind]
    guard table.isComplete else {
      // The file that declares an id may be the one that cannot be read.
      return table.ids.isEmpty
        ? .reference("any_id") : .any(of: declared(table.ids, kind, words), .reference("any_id"))
    }
    return table.ids.isEmpty
      ? ["description": .string("the rule book declares no \(kind.noun)"), "not": [:]]
      : declared(table.ids, kind, words)
  }

  private func declared(_ ids: [String], _ kind: IDKind, _ words: BookWords) -> SchemaValue {
    let descriptions = words.descriptions(of: kind)
    return SchemaValue.texts(ids) { descriptions[$0] ?? "" }.described(
      "one of the \(kind.noun)s of the rule book")
  }

  /// An id that a file may choose, with those that others chose before.
  func freeID(of kind: IDKind) -> SchemaValue {
    guard let ids = words?.names[kind].ids, !ids.isEmpty else { return .reference("new_id") }
    return .any(of: .id(of: kind), .reference("new_id"))
  }
}

extension SchemaValue {
  /// One of some texts of a book, each with a description. One that is a number, say, where it stands without quotes
  /// is among them as that number, too.
  package static func texts(_ texts: [String], description: ((String) -> String)? = nil) -> SchemaValue {
    var values: [SchemaValue] = []
    var descriptions: [SchemaValue] = []
    var plain: Set<String> = []
    for text in texts {
      let other = SchemaValue(plain: text).flatMap { plain.insert("\($0)").inserted ? $0 : nil }
      let forms = [.string(text), other].compactMap(\.self)
      values += forms
      descriptions += forms.map { _ in .string(description?(text) ?? "") }
    }
    return .object(
      [("enum", .array(values))] + (description == nil ? [] : [("enumDescriptions", .array(descriptions))]))
  }

  /// What a plain scalar is; nil where it is a text, or nothing.
  private init?(plain text: String) {
    switch CoreSchema.value(ofPlain: text) {
    case .int(let value): self = .int(Int(value))
    case .double(let value) where value.isFinite:
      self = Int(exactly: value).map { .int($0) } ?? .number(value)
    case .bool(let value): self = .bool(value)
    case .double, .null, .string: return nil
    }
  }
}
