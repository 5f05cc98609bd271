import Rules
import Time

/// Chooses actions in order, each as the gates allow with those before it.
struct Selection {
  private let now: Instant
  /// Whether any action came through its gates, were it only outranked.
  private(set) var hasPassed = false
  /// The channels that the action chosen last would rather have had.
  private(set) var passedOver: [Decision.PassedOver] = []

  init(now: Instant) {
    self.now = now
  }

  /// Asks the gates; an action that comes through counts for those after it.
  @inline(__always)
  mutating func choose(
    _ candidate: GateCandidate, channels: ArraySlice<Int>, through gates: inout Gates
  ) -> Gates.Answer {
    let answer = gates.ask(candidate, channels: channels, at: now)
    switch answer {
    case .held(let closed):
      if closed.gate == .outranked { hasPassed = true }
    case .passed(let channel):
      hasPassed = true
      if !passedOver.isEmpty { passedOver = [] }
      if let channel, channel != channels.first {
        explainChannel(channel, candidate, channels, through: &gates)
      }
      gates.choose(candidate.action, candidate.row, channel: channel)
    }
    return answer
  }

  /// Seldom needed, and so not inlined.
  @inline(never)
  private mutating func explainChannel(
    _ channel: Int, _ candidate: GateCandidate, _ channels: ArraySlice<Int>, through gates: inout Gates
  ) {
    passedOver = gates.passedOver(candidate, channels: channels, for: channel, at: now)
  }
}
