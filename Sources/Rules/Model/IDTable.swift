/// The ids of one kind that a book declares.
package struct IDTable: Sendable {
  package let kind: IDKind
  /// In the order of indices.
  package let ids: [String]
  /// False where some of the book could not be read, so that an id may be declared although it is not here.
  package let isComplete: Bool
  private let indexByID: [String: Int]

  /// - Parameter ids: each once.
  package init(_ kind: IDKind, ids: [String] = [], isComplete: Bool = true) {
    self.kind = kind
    self.ids = ids
    self.isComplete = isComplete
    indexByID = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  package func index(of id: String) -> Int? { indexByID[id] }

  /// What one of them is called.
  package var noun: String { kind.noun }
}
