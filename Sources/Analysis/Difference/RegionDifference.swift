package import JSON

/// States that two books treat otherwise in one respect, or in several that are the same.
package struct RegionDifference: Sendable {
  /// What differs: of several actions that the same suppression holds back, all.
  package let outputs: [Output]
  package let old: Behaviour
  package let new: Behaviour
  /// The states, as the union of these.
  package let boxes: [Box]
  /// Whether the boxes are all of the states: there can be too many.
  package let areAll: Bool
  /// The rules that differ and match for some of the states in either book.
  package let rules: [ChangedRule]
  /// A state among them that both books decide as is said here; nil where none was found, so that nothing is claimed.
  package internal(set) var witness: Witness?
}

/// A state, found by deciding it under both books.
package struct Witness: Sendable {
  /// As a caller would send it.
  package let state: JSONValue
  /// The exit that must be remembered of the journey, by id: no state can say it.
  package let exit: String?
}
