/// The fields of a kind of record; at run time a record is a map from string to any value.
package final class RecordType: Sendable {
  package struct Field: Sendable {
    package let name: String
    package let type: Type

    package init(_ name: String, _ type: Type) {
      self.name = name
      self.type = type
    }
  }

  package let name: String
  package let fields: [Field]

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
