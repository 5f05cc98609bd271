/// A rule book as far as columns of CSV have to fit it: that of the daemon, or one at hand.
protocol StateKnowledge {
  /// The JSON Schema of a state, which says what columns hold.
  func stateSchema() throws(Failure) -> [UInt8]

  /// What is wrong with a state, or unknown in it. Nothing is reserved or counted.
  func mistakes(in state: [UInt8]) throws(Failure) -> [Refusal.Mistake]
}

extension StateResult {
  /// What is wrong with the state, or unknown in it.
  var mistakes: [Refusal.Mistake] {
    switch self {
    case .refused(let refusal): refusal.mistakes
    case .decided(let decision, _): Refusal.Mistake.warnings(of: decision)
    }
  }
}
