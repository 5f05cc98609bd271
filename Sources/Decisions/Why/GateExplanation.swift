import JSON
import Rules
package import Time

/// What one gate says of an action, or of a channel of it.
package struct GateExplanation: Sendable {
  package let gate: Gate
  /// Index of the channel, for the gates of channels.
  package let channel: Int?
  /// By what it is closed; nil where it is open.
  package let closed: ClosedGate?
  /// When this gate opens, were it the only one; nil where it is open, or time does not open it.
  package let until: Instant?
  /// Whether what stands before the action in the same answer closes it, and nothing that was sent.
  package var isByTheAnswer = false
}

extension Gates {
  /// What every gate says of an action, in the order in which they are asked: those of the action, those of each channel,
  /// and those among all that is recommended.
  mutating func explain(
    _ candidate: GateCandidate, channels: ArraySlice<Int>, at time: Instant
  ) -> [GateExplanation] {
    var found: [GateExplanation] = []
    for gate in Gate.allCases where gate.subject == .action {
      found.append(explain(gate, candidate, on: nil, at: time))
    }
    for channel in channels {
      for gate in Gate.allCases where gate.subject == .channel {
        found.append(explain(gate, candidate, on: channel, at: time))
      }
    }
    for gate in Gate.allCases where gate.subject == .selection {
      found.append(explain(gate, candidate, on: nil, at: time))
    }
    return found
  }

  /// Marks the gates that only what was chosen before an action closes. From then on what was chosen is forgotten.
  mutating func markThoseByTheAnswer(
    _ explanations: inout [GateExplanation], _ candidate: GateCandidate, at time: Instant
  ) {
    guard chosenCount > 0 else { return }
    forgetChosen(after: 0)
    for index in explanations.indices where explanations[index].closed != nil {
      let (gate, channel) = (explanations[index].gate, explanations[index].channel)
      // Of 'spread' and 'outranked' it is known anyway.
      guard gate.subject != .selection else { continue }
      explanations[index].isByTheAnswer = verdict(of: gate, candidate, on: channel, at: time) == nil
    }
  }

  private mutating func explain(
    _ gate: Gate, _ candidate: GateCandidate, on channel: Int?, at time: Instant
  ) -> GateExplanation {
    let verdict = verdict(of: gate, candidate, on: channel, at: time)
    return GateExplanation(
      gate: gate, channel: channel, closed: verdict?.closed, until: verdict?.opens.instant)
  }
}

extension GateExplanation {
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      $0.member("gate", gate.reason)
      $0.member("channel", ifPresent: channel.map { book.vocabulary.channels[$0].id })
      $0.member("open", closed == nil)
      $0.member("by", ifPresent: closed?.by?.name(in: book))
      $0.member("until", ifPresent: until)
    }
  }
}
