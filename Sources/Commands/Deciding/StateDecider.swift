import JSON

/// A state that is asked about, which is well-formed JSON.
struct AskedState {
  let text: StateText
  let document: JSONDocument
}

/// What came of one state.
enum StateResult {
  /// The decision as JSON.
  case decided([UInt8])
  case refused(Refusal)
}

/// Whoever decides: the daemon, or a rule book at hand.
protocol StateDecider {
  /// Decides states, each by itself.
  ///
  /// - Returns: a result for each, in their order.
  mutating func decide(_ states: [AskedState]) throws(Failure) -> [StateResult]
}
