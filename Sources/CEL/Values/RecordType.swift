/// The fields of a kind of record; at run time a record is a map from string to any value.
package final class RecordType: Sendable {
  /// A field that a record may have.
  package struct Field: Sendable {
    /// The name, as it is written after the dot.
    package let name: String
    /// The type of its values.
    package let type: Type

    /// A field of a type.
    package init(_ name: String, _ type: Type) {
      self.name = name
      self.type = type
    }
  }

  /// What a record is, as in "'touchpoint' has no field 'x'".
  package let name: String
  /// All of the fields; their positions are those of a record's values.
  package let fields: [Field]

  /// A type that is equal to no other.
  package init(_ name: String, _ fields: [Field]) {
    self.name = name
    self.fields = fields
  }

  /// The position of a field; nil where it is not declared.
  package func index(of field: String) -> Int? {
    fields.firstIndex { $0.name.sameText(as: field) }
  }
}

extension RecordType: Hashable {
  package static func == (left: RecordType, right: RecordType) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
