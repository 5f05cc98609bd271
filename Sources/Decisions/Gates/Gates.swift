import Rules
import Time

/// The gates of one decision: asked of each action, at now or at a later instant with the facts unchanged. Its
/// tables are reused from decision to decision, nothing of a state is.
struct Gates: ~Copyable {
  let plan: DecisionPlan
  private var policies: PolicyGates
  private var channels: ChannelGates
  private var selection: SelectionGates
  /// Suppressions in force.
  private var suppressions: [SuppressionRows.Row] = []
  /// The journey's contacts, for cooldowns.
  private var contacts: [Contact] = []
  /// By action: its last contact.
  private var lastMade: [Instant?]
  private var holds: PeerHolds
  /// Those that are open to every action while this decision is made.
  private var open = GateSet.none

  init(_ plan: DecisionPlan) {
    self.plan = plan
    policies = PolicyGates(plan)
    channels = ChannelGates(plan)
    selection = SelectionGates(plan.book.policies, limit: 0)
    lastMade = Array(repeating: nil, count: plan.actions.count)
    holds = PeerHolds(of: plan.peerCount)
  }

  /// Starts over with a journey's facts and what is remembered of it.
  ///
  /// - Parameters:
  ///   - records: those of its contacts, before they are merged.
  ///   - others: contacts of the other journeys of its account, merged.
  ///   - suppressing: the suppress rules in force.
  ///   - limit: how many actions are recommended at most.
  mutating func reset(
    _ facts: borrowing Facts, records: [Contact], others: [Contact], withdrawals: [Withdrawal],
    suppressing: ArraySlice<Int32>, limit: Int
  ) {
    policies.reset(own: facts.contacts, others: others, now: facts.now)
    channels.reset(facts, records: records, withdrawals: withdrawals)
    selection = SelectionGates(plan.book.policies, limit: limit)
    for index in contacts.indices { if let action = contacts[index].action { lastMade[action] = nil } }
    contacts = facts.contacts
    for index in contacts.indices {
      guard let action = contacts[index].action, let at = contacts[index].at else { continue }
      lastMade[action] = max(lastMade[action] ?? at, at)
    }
    suppressions.removeAll(keepingCapacity: true)
    for rule in suppressing {
      if let row = plan.suppressions.row(of: rule) { suppressions.append(row) }
    }
    holds.forget()
    open = .none
    if suppressions.isEmpty {
      open.insert(.suppressed)
      open.insert(.channelSuppressed)
    }
  }

  // MARK: Asking

  /// What the gates say of an action.
  enum Answer {
    /// Through all of them, by this channel where the action needs one.
    case passed(channel: Int?)
    case held(ClosedGate)
  }

  /// Asks all gates in their order. The first channel that is open is chosen; where none is, the reason is that of the
  /// first.
  @inline(__always)
  mutating func ask(_ candidate: GateCandidate, channels: ArraySlice<Int>, at time: Instant) -> Answer {
    if let closed = firstClosed(candidate, of: .action, at: time) { return .held(closed) }
    var chosen: Int?
    if !channels.isEmpty {
      var first: ClosedGate?
      for channel in channels {
        guard let closed = firstClosed(candidate, of: .channel, on: channel, at: time) else {
          chosen = channel
          break
        }
        if first == nil { first = closed }
      }
      if chosen == nil, let first { return .held(first) }
    }
    if let closed = firstClosed(candidate, of: .selection, on: chosen, at: time) { return .held(closed) }
    return .passed(channel: chosen)
  }

  /// What holds actions back now, as their peers found it that were asked about since an action was chosen last; nil
  /// where none was, and while rules suppress, which may be about single actions.
  var holdsOfPeers: PeerHolds? { holds.isEmpty || !suppressions.isEmpty ? nil : holds }

  /// Keeps what holds an action back now for its peers.
  @inline(__always)
  mutating func keepForPeers(_ closed: ClosedGate, of row: ActionRow) {
    holds.keep(closed, of: row.peers)
  }

  /// The first gate that is closed; nil where all are open.
  @inline(__always)
  mutating func firstClosed(
    _ candidate: GateCandidate, of subject: Gate.Subject, on channel: Int? = nil, at time: Instant
  ) -> ClosedGate? {
    var gates = gatesToAsk(candidate.row, of: subject, on: channel, at: time)
    guard !gates.isEmpty else { return nil }
    return nextClosed(&gates, candidate, on: channel, at: time)?.closed
  }

  /// The gates that could be closed: the others need not be asked.
  @inline(__always)
  func gatesToAsk(
    _ row: ActionRow, of subject: Gate.Subject, on channel: Int?, at time: Instant
  ) -> GateSet {
    let gates = row.gates.intersection(.of(subject))
    return switch subject {
    case .action: gates.subtracting(open).subtracting(policies.open)
    case .channel:
      gates.subtracting(open).subtracting(policies.open)
        .subtracting(channel.map { channels.open($0, at: time) } ?? .none)
    case .selection: gates.subtracting(selection.open)
    }
  }

  /// Asks some gates in their order until one is closed. Those that were asked are removed from the set, so that a call
  /// gives the first, and calls until there is none give every one.
  mutating func nextClosed(
    _ gates: inout GateSet, _ candidate: GateCandidate, on channel: Int?, at time: Instant
  ) -> GateVerdict? {
    while let gate = gates.popFirst() {
      if let verdict = verdict(of: gate, candidate, on: channel, at: time) { return verdict }
    }
    return nil
  }

  /// What one gate says of an action, or of a channel of it; nil where it is open.
  ///
  /// - Parameter channel: the one in question, for the gates of a channel.
  @inline(__always)
  mutating func verdict(
    of gate: Gate, _ candidate: GateCandidate, on channel: Int?, at time: Instant
  ) -> GateVerdict? {
    switch gate {
    case .unavailable: availability(of: candidate, at: time)
    case .ineligible: candidate.isEligible ? nil : GateVerdict(.ineligible)
    case .suppressed: suppression(of: candidate, on: nil).map { GateVerdict(gate, by: .rule($0)) }
    case .cooldown: cooldown(of: candidate, at: time)
    case .capped, .paused: policies.verdict(of: gate, candidate.action, on: nil, at: time)
    case .noConsent: channel.flatMap { channels.consent(to: $0) }
    case .bounced: channel.flatMap { channels.bounce(of: $0, at: time) }
    case .quietHours: channel.flatMap { channels.quietHours(of: $0, at: time) }
    case .channelSuppressed:
      channel.flatMap { channel in
        suppression(of: candidate, on: channel).map { GateVerdict(gate, by: .rule($0), channel: channel) }
      }
    case .channelCapped, .channelPaused:
      policies.verdict(of: gate, candidate.action, on: channel, at: time)
    case .spread: selection.spread(of: candidate.row)
    case .outranked: selection.limitVerdict()
    }
  }

  /// When the last of the gates opens that an action, and a channel of it, finds closed at an instant, with whatever was
  /// chosen; nil where all are open.
  mutating func opening(_ candidate: GateCandidate, on channel: Int?, at time: Instant) -> Opening? {
    var latest: Opening?
    var gates = gatesToAsk(candidate.row, of: .action, on: nil, at: time)
    if let channel {
      gates = gates.union(gatesToAsk(candidate.row, of: .channel, on: channel, at: time))
    }
    while let verdict = nextClosed(&gates, candidate, on: channel, at: time) {
      guard case .at = verdict.opens else { return .never }
      latest = verdict.opens.orLater(latest)
    }
    return latest
  }

  // MARK: What was chosen

  /// How many actions count as contacts that this decision would make.
  var chosenCount: Int { policies.chosenCount }

  /// From now on an action counts for the gates of those after it: for caps and pauses as a contact made now, and for
  /// spread and limit. For cooldowns it need not, since no action comes twice in a decision.
  mutating func choose(_ index: Int, _ action: ActionRow, channel: Int?) {
    holds.forget()
    policies.choose(index, action, channel: channel)
    selection.choose(action)
  }

  /// Goes back to when so many actions were chosen: for caps and pauses, not for spread and limit.
  mutating func forgetChosen(after count: Int) {
    holds.forget()
    policies.forgetChosen(after: count)
  }

  // MARK: Gates of the action

  private func availability(of candidate: GateCandidate, at time: Instant) -> GateVerdict? {
    guard let available = plan.restriction(of: candidate.row)?.available, !available.contains(time)
    else { return nil }
    guard let from = available.from, time < from else { return GateVerdict(.unavailable) }
    return GateVerdict(.unavailable, opens: .at(from))
  }

  private func cooldown(of candidate: GateCandidate, at time: Instant) -> GateVerdict? {
    guard let cooldown = plan.restriction(of: candidate.row)?.cooldown, let last = lastMade[candidate.action],
      time < last + cooldown
    else { return nil }
    return GateVerdict(.cooldown, opens: .at(last + cooldown))
  }

  /// The rule that suppresses an action, or a channel of it. One that names a channel is about channels, but its
  /// `except` does not spare an action that has none.
  private func suppression(of candidate: GateCandidate, on channel: Int?) -> Int32? {
    for row in suppressions
    where (row.namesChannel == (channel != nil) || !candidate.row.needsChannel)
      && plan.suppressions.suppresses(row, candidate.row, index: candidate.action, channel: channel)
    {
      return row.rule
    }
    return nil
  }
}
