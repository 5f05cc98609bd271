/// The values that a fact can have, within its type.
package enum FactDomain: Sendable {
  case anything
  /// Numbers between two bounds, both included.
  case range(ClosedRange<Double>)
  /// Ids of one kind that the book declares.
  case ids(IDKind)
  /// Words that Waymark itself defines.
  case words(ClosedWords)
  /// Texts that the book lists for an attribute.
  case values([String])
  /// Names of the IANA time zone database.
  case timeZone

  /// True where only texts are possible that the book or Waymark lists.
  package var isClosed: Bool {
    switch self {
    case .ids, .words, .values: true
    case .anything, .range, .timeZone: false
    }
  }
}

/// Words that Waymark itself defines, as the values of a fact.
package enum ClosedWords: Sendable {
  case phase, role, decisionOutcome

  package var all: [String] {
    switch self {
    case .phase: Phase.allCases.map(\.rawValue)
    case .role: Role.allCases.map(\.rawValue)
    case .decisionOutcome: DecisionOutcome.allCases.map(\.rawValue)
    }
  }

  /// What one of them is called.
  package var noun: String {
    switch self {
    case .phase: "phase"
    case .role: "role"
    case .decisionOutcome: "outcome of a decision"
    }
  }
}
