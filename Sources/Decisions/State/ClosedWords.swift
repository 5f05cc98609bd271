package import Rules

extension RawRepresentable where RawValue == String {
  /// The word of a closed list that a name means, matched as ids are: whatever its capitals.
  fileprivate static func word(named name: String) -> Self? {
    Self(rawValue: name) ?? Self(rawValue: name.foldedName)
  }
}

extension Outcome {
  /// The outcome that a name means, whatever its capitals.
  package init?(named name: String) {
    guard let word = Self.word(named: name) else { return nil }
    self = word
  }
}

extension Role {
  /// The role that a name means, whatever its capitals.
  package init?(named name: String) {
    guard let word = Self.word(named: name) else { return nil }
    self = word
  }
}
