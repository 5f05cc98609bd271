import Diagnostics

/// The ids that one section of the book declares.
struct SymbolTable {
  /// What one of them is called: `stage`.
  let noun: String
  /// The section that declares them.
  let section: String
  let unknown: DiagnosticID
  /// False where some of the book could not be read, so that an id may be declared although it is not here.
  let isComplete: Bool
  /// In the order of indices.
  let ids: [String]
  private let indexByID: [String: Int]
  /// Folded labels and aliases, with the index of what they name.
  var names: [String: Int] = [:]

  init(_ section: Section, ids: [String], isComplete: Bool) {
    self.init(
      noun: section.noun, section: section.rawValue, unknown: section.unknownID, ids: ids,
      isComplete: isComplete)
  }

  init(noun: String, section: String, unknown: DiagnosticID, ids: [String], isComplete: Bool) {
    self.noun = noun
    self.section = section
    self.unknown = unknown
    self.ids = ids
    self.isComplete = isComplete
    indexByID = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  func index(of id: String) -> Int? { indexByID[id] }
}
