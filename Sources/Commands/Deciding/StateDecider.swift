import JSON

/// A state that is asked about, which is well-formed JSON.
struct AskedState {
  let text: StateText
  let document: JSONDocument
}

/// What came of one state.
enum StateResult {
  /// The decision.
  case decided(JSONDocument)
  case refused(Refusal)

  /// - Parameter json: a decision.
  init(decision json: [UInt8]) throws(Failure) {
    guard let document = try? JSONDocument(parsing: json) else {
      throw Failure(.internalError, "the decision is not JSON")
    }
    self = .decided(document)
  }
}

/// Whoever decides: the daemon, or a rule book at hand.
protocol StateDecider {
  /// Decides states, each by itself.
  ///
  /// - Returns: a result for each, in their order.
  mutating func decide(_ states: [AskedState]) throws(Failure) -> [StateResult]
}
