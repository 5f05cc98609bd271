import Rules
import Time

/// The gates of one decision: asked of each action, at now or at a later instant with the facts unchanged.
struct Gates {
  let plan: DecisionPlan
  /// The contacts that count, and those that this decision's own recommendations would make.
  private(set) var contacts: [Contact]
  private let past: Past
  /// Suppressions in force, by rule id.
  private var suppressions: [(rule: Int32, suppression: Suppression)] = []
  private let caps: [Cap]
  private let pauses: [Pause]
  private let quietHours: [QuietHours]
  /// The book's, for calendar windows.
  private let bookZone: Zone
  private let consent: [Int: JourneyState.Consent]
  private let zone: Zone

  init(_ facts: borrowing Facts, _ past: Past, suppressing: [Int32]) {
    plan = facts.plan
    contacts = facts.contacts
    self.past = past
    consent = facts.state.consent
    caps = plan.book.policies.caps
    pauses = plan.book.policies.pauses
    quietHours = plan.book.policies.quietHours
    bookZone = plan.book.policies.zone
    zone = facts.state.zone ?? bookZone
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
  func ask(_ action: Int, _ row: ActionRow, isEligible: Bool, channels: ArraySlice<Int>, at time: Instant)
    -> Answer
  {
    if let closing = closes(action, row, isEligible: isEligible, at: time) { return .held(closing.closed) }
    guard !channels.isEmpty else { return .passed(channel: nil) }
    var first: Closed?
    for channel in channels {
      guard let closing = closes(action, row, on: channel, at: time) else { return .passed(channel: channel) }
      first = first ?? closing.closed
    }
    return first.map { .held($0) } ?? .passed(channel: nil)
  }

  /// The earliest instant after `time` at which the action passes all its gates, asked at each instant at which
  /// one opens, at most 64 times.
  func opening(
    _ action: Int, _ row: ActionRow, isEligible: Bool, channels: ArraySlice<Int>, after time: Instant
  ) -> Instant? {
    var instant = time
    for _ in 0..<64 where Instant.writable.contains(instant) {
      if let closing = closes(action, row, isEligible: isEligible, at: instant) {
        guard let opens = closing.opens else { return nil }
        instant = opens
        continue
      }
      guard !channels.isEmpty else { return instant }
      var next: Instant?
      for channel in channels {
        guard let closing = closes(action, row, on: channel, at: instant) else { return instant }
        if let opens = closing.opens { next = min(next ?? opens, opens) }
      }
      guard let next else { return nil }
      instant = next
    }
    return nil
  }

  /// From now on a recommendation counts as a contact made at `time`: for caps and pauses, since nobody is offered
  /// the same action twice in a decision.
  mutating func choose(_ index: Int, _ action: ActionRow, channel: Int?, at time: Instant) {
    guard !caps.isEmpty || !pauses.isEmpty else { return }
    contacts.append(
      Contact(
        action: index, actionID: plan.book.actions[index].id, kind: action.kind, group: action.group,
        channel: channel,
        at: time, results: [.init(.delivered, at: time)], decision: nil,
        countsTowardCaps: action.countsTowardCaps))
  }

  /// Goes back to when there were so many contacts.
  mutating func forgetContacts(after count: Int) {
    if contacts.count > count { contacts.removeLast(contacts.count - count) }
  }

  // MARK: Gates of the action

  private func closes(_ index: Int, _ action: ActionRow, isEligible: Bool, at time: Instant) -> Closing? {
    let restriction = action.restriction < 0 ? nil : plan.restrictions[Int(action.restriction)]
    if let restriction {
      if !restriction.available.contains(time) {
        return Closing(.unavailable, opens: restriction.available.from.flatMap { time < $0 ? $0 : nil })
      }
      if !isEligible { return Closing(.ineligible) }
    }
    if !suppressions.isEmpty, let rule = suppressor(of: action, index, on: nil) {
      return Closing(.suppressed, by: .rule(rule))
    }
    if !contacts.isEmpty, let cooldown = restriction?.cooldown,
      let opens = cooled(index, cooldown, at: time)
    {
      return Closing(.cooldown, opens: opens)
    }
    if !caps.isEmpty, !action.isExemptFromCaps, let closed = capped(action, index, channel: nil, at: time) {
      return closed
    }
    return pauses.isEmpty ? nil : paused(action, index, channel: nil, at: time)
  }

  private func cooled(_ action: Int, _ cooldown: TimeSpan, at time: Instant) -> Instant? {
    contacts.lazy.filter { $0.action == action }.compactMap(\.at).map { $0 + cooldown }
      .filter { time < $0 }.max()
  }

  // MARK: Gates of a channel

  private func closes(_ index: Int, _ action: ActionRow, on channel: Int, at time: Instant) -> Closing? {
    let item = plan.book.vocabulary.channels[channel]
    if !isConsented(channel, item) {
      return Closing(.noConsent, by: .channel(Int32(channel)), channel: channel)
    }
    if let opens = bounced(channel, item, at: time) {
      return Closing(.bounced, by: .channel(Int32(channel)), channel: channel, opens: opens)
    }
    if let (window, ends) = quietHours(channel, at: time) {
      return Closing(.quietHours, by: .quietHours(Int32(window)), channel: channel, opens: ends)
    }
    if let rule = suppressor(of: action, index, on: channel) {
      return Closing(.channelSuppressed, by: .rule(rule), channel: channel)
    }
    if !action.isExemptFromCaps, let closed = capped(action, index, channel: channel, at: time) {
      return closed
    }
    return paused(action, index, channel: channel, at: time)
  }

  /// An outcome that opts out closes a channel of any kind until a later consent.
  private func isConsented(_ channel: Int, _ item: Channel) -> Bool {
    let consent = consent[channel]
    func outlives(_ optingOut: Instant?) -> Bool {
      guard let optingOut, let consent, consent.isGiven, let given = consent.at else { return false }
      return given > optingOut
    }
    for contact in contacts where contact.channel == channel {
      for result in contact.results where result.outcome == .unsubscribed || result.outcome == .complained {
        guard outlives(result.at) else { return false }
      }
    }
    for withdrawal in past.withdrawals where withdrawal.channel == channel {
      guard outlives(withdrawal.at) else { return false }
    }
    return switch item.consent {
    case .optIn: consent?.isGiven == true
    case .optOut: consent?.isGiven != false
    case .none: true
    }
  }

  private func bounced(_ channel: Int, _ item: Channel, at time: Instant) -> Instant? {
    var opens: Instant?
    for contact in contacts where contact.channel == channel {
      for result in contact.results where result.outcome == .bounced {
        guard let at = result.at, time < at + item.bouncedFor else { continue }
        opens = max(opens ?? at, at + item.bouncedFor)
      }
    }
    return opens
  }

  private func quietHours(_ channel: Int, at time: Instant) -> (index: Int, ends: Instant)? {
    var found: (index: Int, ends: Instant)?
    for (index, window) in quietHours.enumerated() where window.channels?.contains(channel) ?? true {
      guard let ends = window.ends(around: time, in: zone), ends > found?.ends ?? time else { continue }
      found = (index, ends)
    }
    return found
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

  private func contacts(of scope: Scope) -> [Contact] {
    switch scope {
    case .journey: contacts
    case .account: contacts + past.others
    }
  }

  /// The cap that opens last of those that close: of equals the one with the smaller id, which comes first.
  private func capped(_ action: ActionRow, _ index: Int, channel: Int?, at time: Instant) -> Closing? {
    var last: Closing?
    for (position, cap) in caps.enumerated()
    where cap.selector.isGate(of: action, index: index, channel: channel) {
      guard let opening = cap.closes(contacts(of: cap.scope), at: time, in: bookZone) else { continue }
      let candidate = Closing(
        channel == nil ? .capped : .channelCapped, by: .cap(Int32(position)), channel: channel,
        opens: opening.instant)
      last = candidate.unlessItOpensLater(last)
    }
    return last
  }

  private func paused(_ action: ActionRow, _ index: Int, channel: Int?, at time: Instant) -> Closing? {
    var last: Closing?
    for (position, pause) in pauses.enumerated()
    where pause.selector.isGate(of: action, index: index, channel: channel) {
      guard let opens = pause.ends(contacts(of: pause.scope), at: time) else { continue }
      let candidate = Closing(
        channel == nil ? .paused : .channelPaused, by: .pause(Int32(position)), channel: channel, opens: opens
      )
      last = candidate.unlessItOpensLater(last)
    }
    return last
  }
}

/// What only gates ask for of what is remembered.
struct Past {
  /// Contacts of the other journeys of the account, merged.
  var others: [Contact] = []
  var withdrawals: [Withdrawal] = []
}

/// A gate that is closed, and when it opens.
private struct Closing {
  let closed: Closed
  /// The earliest instant at which it can open by itself; nil where time does not open it.
  let opens: Instant?

  init(_ reason: Closed.Reason, by: Closed.Closer? = nil, channel: Int? = nil, opens: Instant? = nil) {
    closed = Closed(reason, by: by, channel: channel)
    self.opens = opens
  }

  /// The one of two that opens last, of equals the other; what never opens is the last.
  func unlessItOpensLater(_ other: Self?) -> Self {
    guard let other else { return self }
    guard let otherOpens = other.opens else { return other }
    return opens.map { $0 > otherOpens } ?? true ? self : other
  }
}

extension ContactSelector {
  /// Whether a policy that selects so is a gate of an action, or of a channel of it where it names channels.
  fileprivate func isGate(of action: ActionRow, index: Int, channel: Int?) -> Bool {
    (channels != nil) == (channel != nil) && selects(action, index: index, channel: channel)
  }
}

extension Suppression {
  /// Whether it holds back an action, on a channel where it names channels.
  fileprivate func suppresses(_ action: ActionRow, index: Int, channel: Int?) -> Bool {
    (selector?.selects(action, index: index, channel: channel) ?? true)
      && !(except?.selects(action, index: index, channel: channel) ?? false)
  }
}
