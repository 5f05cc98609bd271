import JSON

/// What came of one state.
enum StateResult {
  /// The decision as JSON.
  case decided([UInt8])
  case refused(Refusal)
}

/// Whoever decides: the daemon, or a rule book at hand.
protocol StateDecider {
  /// Decides states that are well-formed JSON, each by itself.
  ///
  /// - Returns: a result for each, in their order.
  mutating func decide(_ states: [JSONDocument]) throws(Failure) -> [StateResult]
}
