import JSON

/// What is printed and told of one state.
struct StateAnswer: Sendable {
  enum Outcome {
    case decided(Decided)
    case refused(Refusal)
  }

  struct Decided {
    let decision: JSONDocument
    let since: StateResult.Since
    /// What is told of it beside what is printed.
    let warnings: [Refusal.Mistake]
    /// What is printed.
    let bytes: [UInt8]

    /// Whether there is something to do.
    var hasWork: Bool {
      if let count = decision.reservedCount { return count > since.all.count }
      let list = decision.member("recommendations", of: decision.root)
      return list.map { decision.count(of: $0) > 0 } ?? false
    }
  }

  let text: StateText
  let outcome: Outcome
}

extension JSONDocument {
  /// Of a decision: how many actions it reserved; nil where it was not to reserve any.
  var reservedCount: Int? { member("reserved", of: root).map { count(of: $0) } }
}
