/// A declared fact of the state.
package struct Attribute: Sendable {
  /// Dotted, such as `account.employees`.
  package let path: String
  package let type: FactType
  /// The only values that it can have, where the book lists them; strings and lists of strings only.
  package let values: [String]?
  /// Personal data: never in a log as it is, never in a template.
  package let isPersonal: Bool

  package init(path: String, type: FactType, values: [String]?, isPersonal: Bool) {
    self.path = path
    self.type = type
    self.values = values
    self.isPersonal = isPersonal
  }

  package var domain: FactDomain {
    if let values { return .values(values) }
    return path == Self.timeZonePath ? .timeZone : .anything
  }

  /// The attributes that every book has; all are strings.
  package static let builtInPaths = ["account.id", "account.name", "person.language", timeZonePath]

  private static let timeZonePath = "person.time_zone"
}
