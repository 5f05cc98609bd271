package import Rules

/// What the journeys of a report can be grouped by.
package enum ReportDimension: Sendable, Hashable {
  case market, persona, role
  /// By its path.
  case attribute(String)

  /// - Parameter name: `market`, `persona`, `role` or the path of an attribute that the book declares.
  package init?(named name: String, in book: BookNames) {
    switch name {
    case "market": self = .market
    case "persona": self = .persona
    case "role": self = .role
    default:
      guard book.attributes.contains(where: { $0.path == name }) else { return nil }
      self = .attribute(name)
    }
  }

  package var name: String {
    switch self {
    case .market: "market"
    case .persona: "persona"
    case .role: "role"
    case .attribute(let path): path
    }
  }

  /// What a journey has there, as a text; nil where that is not known.
  func value(of record: JourneyRecord, in vocabulary: Vocabulary) -> String? {
    switch self {
    case .market:
      (record.market ?? persona(of: record, in: vocabulary)?.market).map { vocabulary.markets[$0].id }
    case .persona: persona(of: record, in: vocabulary)?.id
    case .role: persona(of: record, in: vocabulary)?.role?.rawValue
    case .attribute(let path): record.attributes[path]
    }
  }

  private func persona(of record: JourneyRecord, in vocabulary: Vocabulary) -> Persona? {
    record.persona.map { vocabulary.personas[$0] }
  }
}
