import JSON

/// A state that is asked about, which is well-formed JSON.
struct AskedState {
  let text: StateText
  let document: JSONDocument
}

/// What came of one state.
enum StateResult {
  /// The decision; where it was made before, with what became since of the actions that it reserved.
  case decided(JSONDocument, Since = Since())
  case refused(Refusal)

  /// What is not to be done any more of what a decision reserved.
  struct Since {
    /// Whether the decision was made before, under the same key.
    var isReplayed = false
    /// Given back.
    var released: [String] = []
    /// Going by a channel that the person closed.
    var closed: [String] = []

    var all: [String] { released + closed }
  }

  /// - Parameter json: a decision.
  init(decision json: [UInt8], _ since: Since = Since()) throws(Failure) {
    guard let document = try? JSONDocument(parsing: json) else {
      throw Failure(.internalError, "the decision is not JSON")
    }
    self = .decided(document, since)
  }
}

/// Whoever decides: the daemon, or a rule book at hand.
protocol StateDecider {
  /// Whether it reserves what it decides: then each decision is printed before the next is made.
  var isReserving: Bool { get }

  /// Decides states, each by itself.
  ///
  /// - Returns: a result for each, in their order.
  mutating func decide(_ states: [AskedState]) throws(Failure) -> [StateResult]
}

extension StateDecider {
  var isReserving: Bool { false }
}
