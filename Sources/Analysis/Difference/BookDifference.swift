/// What two rule books do otherwise.
package struct BookDifference: Sendable {
  /// The space of the states that regions are cut from.
  package let space: StateSpace
  /// In the order in which a decision is made, then by id.
  package internal(set) var regions: [RegionDifference]
  /// What differs as a value: policies, gates, weights, texts, words.
  package let values: [ValueDifference]
  /// Outputs that are too entangled to be compared within the limit of work.
  package let tooLarge: [Output]

  /// Whether it is proved that every state is decided alike.
  package var isEmpty: Bool { regions.isEmpty && values.isEmpty && tooLarge.isEmpty }
}
