import Rules
import Time

/// The gates of one decision: asked of each action, at now or at a later instant with the facts unchanged. Its
/// tables are kept between decisions, nothing of a state is.
struct Gates {
  let plan: DecisionPlan
  private var policies: PolicyGates
  private var channels: ChannelGates
  /// Suppressions in force, by rule id.
  private var suppressions: [(rule: Int32, suppression: Suppression)] = []
  /// The journey's contacts, for cooldowns.
  private var contacts: [Contact] = []
  /// By action: its last contact.
  private var lastMade: [Instant?]

  init(_ plan: DecisionPlan) {
    self.plan = plan
    policies = PolicyGates(plan)
    channels = ChannelGates(plan)
    lastMade = Array(repeating: nil, count: plan.actions.count)
  }

  /// Starts over with a journey's facts and what is remembered of it.
  ///
  /// - Parameters:
  ///   - records: those of its contacts, before they are merged.
  ///   - others: contacts of the other journeys of its account, merged.
  ///   - suppressing: the suppress rules in force.
  mutating func reset(
    _ facts: borrowing Facts, records: [Contact], others: [Contact], withdrawals: [Withdrawal],
    suppressing: ArraySlice<Int32>
  ) {
    policies.reset(own: facts.contacts, others: others, now: facts.now)
    channels.reset(facts, records: records, withdrawals: withdrawals)
    for index in contacts.indices { if let action = contacts[index].action { lastMade[action] = nil } }
    contacts = facts.contacts
    for index in contacts.indices {
      guard let action = contacts[index].action, let at = contacts[index].at else { continue }
      lastMade[action] = max(lastMade[action] ?? at, at)
    }
    suppressions.removeAll(keepingCapacity: true)
    for rule in suppressing {
      guard case .suppress(let suppression) = plan.book.rules[Int(rule)].effect else { continue }
      suppressions.append((rule, suppression))
    }
  }

  /// What the gates say of an action.
  enum Answer {
    /// Through all of them, by this channel where the action needs one.
    case passed(channel: Int?)
    case held(Closed)
  }

  /// Asks all gates up to the channels'. `isEligible` is the verdict on the action's own condition.
  mutating func ask(
    _ action: Int, _ row: ActionRow, isEligible: Bool, channels: ArraySlice<Int>, at time: Instant
  ) -> Answer {
    if let closing = closes(action, row, isEligible: isEligible, at: time) { return .held(closing.closed) }
    guard !channels.isEmpty else { return .passed(channel: nil) }
    var first: Closed?
    for channel in channels {
      guard let closing = closes(action, row, on: channel, at: time) else { return .passed(channel: channel) }
      first = first ?? closing.closed
    }
    return first.map { .held($0) } ?? .passed(channel: nil)
  }

  /// How many actions count as contacts that this decision would make.
  var chosenCount: Int { policies.chosenCount }

  /// From now on an action counts as a contact made now: for caps and pauses, since nobody is offered the same
  /// action twice in a decision.
  mutating func choose(_ index: Int, _ action: ActionRow, channel: Int?) {
    policies.choose(index, action, channel: channel)
  }

  /// Goes back to when so many actions were chosen.
  mutating func forgetChosen(after count: Int) {
    policies.forgetChosen(after: count)
  }

  // MARK: Gates of the action

  private mutating func closes(
    _ index: Int, _ action: ActionRow, isEligible: Bool, at time: Instant
  ) -> Closing? {
    let restriction = action.restriction < 0 ? nil : plan.restrictions[Int(action.restriction)]
    if let restriction {
      if !restriction.available.contains(time) {
        let from = restriction.available.from.flatMap { time < $0 ? $0 : nil }
        return Closing(.unavailable, opens: from.map { .at($0) } ?? .never)
      }
      if !isEligible { return Closing(.ineligible) }
    }
    if !suppressions.isEmpty, let rule = suppressor(of: action, index, on: nil) {
      return Closing(.suppressed, by: .rule(rule))
    }
    if let cooldown = restriction?.cooldown, let last = lastMade[index], time < last + cooldown {
      return Closing(.cooldown, opens: .at(last + cooldown))
    }
    return held(index, on: nil, at: time)
  }

  // MARK: Gates of a channel

  mutating func closes(_ index: Int, _ action: ActionRow, on channel: Int, at time: Instant) -> Closing? {
    if let closing = channels.closing(of: channel, at: time) { return closing }
    if !suppressions.isEmpty, let rule = suppressor(of: action, index, on: channel) {
      return Closing(.channelSuppressed, by: .rule(rule), channel: channel)
    }
    return held(index, on: channel, at: time)
  }

  // MARK: When gates open

  /// When the last of the gates opens that an action, and a channel of it, finds shut at an instant; nil where all are
  /// open.
  mutating func opening(
    _ index: Int, _ action: ActionRow, isEligible: Bool, on channel: Int?, at time: Instant
  ) -> Opening? {
    var latest: Opening?
    if action.restriction >= 0 {
      let restriction = plan.restrictions[Int(action.restriction)]
      if !restriction.available.contains(time) {
        guard let from = restriction.available.from, time < from else { return .never }
        latest = .at(from)
      }
      guard isEligible else { return .never }
      if let cooldown = restriction.cooldown, let last = lastMade[index], time < last + cooldown {
        latest = Opening.at(last + cooldown).orLater(latest)
      }
    }
    if !suppressions.isEmpty, suppressor(of: action, index, on: nil) != nil { return .never }
    if let opening = policies.opening(of: index, on: nil, at: time) { latest = opening.orLater(latest) }
    guard let channel else { return latest }
    if let opening = channels.opening(of: channel, at: time) { latest = opening.orLater(latest) }
    if !suppressions.isEmpty, suppressor(of: action, index, on: channel) != nil { return .never }
    if let opening = policies.opening(of: index, on: channel, at: time) { latest = opening.orLater(latest) }
    return latest
  }

  // MARK: Suppressions

  /// The rule that suppresses an action, or a channel of it. One that names a channel is about channels, but its
  /// `except` does not spare an action that has none.
  private func suppressor(of action: ActionRow, _ index: Int, on channel: Int?) -> Int32? {
    suppressions.first { _, suppression in
      (suppression.namesChannel == (channel != nil) || !action.needsChannel)
        && suppression.suppresses(action, index: index, channel: channel)
    }?.rule
  }

  // MARK: Caps and pauses

  private mutating func held(_ index: Int, on channel: Int?, at time: Instant) -> Closing? {
    guard let (policy, opens) = policies.holder(of: index, on: channel, at: time) else { return nil }
    guard policies.isCap(policy) else {
      let pause = Int32(policy - plan.policies.capCount)
      return Closing(
        channel == nil ? .paused : .channelPaused, by: .pause(pause), channel: channel, opens: opens)
    }
    return Closing(
      channel == nil ? .capped : .channelCapped, by: .cap(Int32(policy)), channel: channel, opens: opens)
  }
}

extension Suppression {
  /// Whether it holds back an action, on a channel where it names channels.
  fileprivate func suppresses(_ action: ActionRow, index: Int, channel: Int?) -> Bool {
    (selector?.selects(action, index: index, channel: channel) ?? true)
      && !(except?.selects(action, index: index, channel: channel) ?? false)
  }
}
