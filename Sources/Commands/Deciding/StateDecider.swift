import JSON

/// What came of one state.
enum StateResult {
  /// The decision as JSON.
  case decided([UInt8])
  case refused(Refusal)
}

/// Why a state was not decided.
struct Refusal {
  struct Mistake {
    /// A JSON Pointer from the root of the state; nil where its text is no JSON.
    let pointer: String?
    let detail: String
    /// The byte of the state at which it stands, where that is all there is to say.
    var offset = 0
  }

  /// At least one.
  let mistakes: [Mistake]
}

/// Whoever decides: the daemon, or a rule book at hand.
protocol StateDecider {
  /// Decides states that are well-formed JSON, each by itself.
  ///
  /// - Returns: a result for each, in their order.
  mutating func decide(_ states: [JSONDocument]) throws(Failure) -> [StateResult]
}
