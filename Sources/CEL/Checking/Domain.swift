/// The texts that a string may be, for instance the names of the stages of a journey.
package struct Domain: Sendable, Hashable {
  /// What one of the values is, as in "there is no stage 'x'".
  package let name: String
  /// All of the values.
  package let values: [String]

  /// A domain whose name is in the singular.
  package init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }

  func has(_ text: String) -> Bool { values.contains { $0.sameText(as: text) } }
}
