package import Diagnostics
package import Rules

/// What a rule book says of that which `waymark check` finds in it. It decides nothing: a book is served all the same.
package struct CheckSettings: Sendable {
  /// In the order of the book.
  package private(set) var acceptances: [Acceptance] = []
  /// How severe each kind is told, by id.
  package private(set) var severities: [String: Severity] = [:]
  private var firsts: [Acceptance.Key: SourceLocation] = [:]
  private var firstSeverities: [String: SourceLocation] = [:]

  package init() {}

  /// Adds what was accepted elsewhere in the book.
  ///
  /// - Returns: whether nothing of it was accepted before.
  mutating func add(_ more: [Acceptance]) -> Bool { more.allSatisfy { add($0) == nil } }

  /// - Returns: where the same is accepted, which was read before.
  mutating func add(_ acceptance: Acceptance) -> SourceLocation? {
    if let first = firsts[acceptance.key] { return first }
    firsts[acceptance.key] = acceptance.location
    acceptances.append(acceptance)
    return nil
  }

  /// - Returns: where the severity of the same kind stands, which was read before.
  mutating func add(_ severity: Severity, of id: String, at location: SourceLocation) -> SourceLocation? {
    if let first = firstSeverities[id] { return first }
    firstSeverities[id] = location
    severities[id] = severity
    return nil
  }
}

/// Something that is found in a rule book and is meant as it is.
package struct Acceptance: Sendable, Hashable {
  /// Which findings it accepts.
  package struct Key: Sendable, Hashable {
    /// Of the kind of finding.
    package let id: String
    /// The rule, action or table within which it stands; nil for the whole book.
    package let owner: BookPlaces.Part?
    /// What the finding is about; nil for any.
    package let subject: String?

    package init(_ id: String, owner: BookPlaces.Part? = nil, subject: String? = nil) {
      self.id = id
      self.owner = owner
      self.subject = subject
    }
  }

  package let key: Key
  /// Why it is meant.
  package let reason: String
  /// Of the id, or of the subject where there is one.
  package let location: SourceLocation

  /// The same, with its place as seen from elsewhere.
  package func relocated(_ place: (SourceLocation) -> SourceLocation) -> Acceptance {
    Acceptance(key: key, reason: reason, location: place(location))
  }
}
