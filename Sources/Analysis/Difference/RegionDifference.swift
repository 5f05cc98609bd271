package import JSON

/// States that two books treat otherwise in one respect, or in several that are the same, because of the same rules.
package struct RegionDifference: Sendable {
  /// What a book says, and what the other does instead.
  package struct Change: Sendable, Hashable {
    package let old: Behaviour
    package let new: Behaviour
  }

  /// What differs: of several actions that the same suppression holds back, all.
  package let outputs: [Output]
  /// Each comes for some of the states, since other rules may add to both books. Of a kind: the output is new in all, gone
  /// in all, or there before and after in all.
  package let changes: [Change]
  /// The states, as the union of these.
  package let boxes: [Box]
  /// Whether the boxes are all of the states: there can be too many.
  package let areAll: Bool
  /// The rules that differ and match for all of the states in one of the books.
  package let rules: [ChangedRule]
  /// Those of the states for which a decision shows it: what is held back is recommended, too. Empty where that is not known.
  let telling: [Box]
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
