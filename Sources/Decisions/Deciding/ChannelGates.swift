import Rules
import Time

/// The channels of one decision: consent, bounces and quiet hours. What a channel is now is worked out when it is
/// first asked, and kept.
struct ChannelGates {
  private enum State {
    case unknown, open
    case closed(Closing)
  }

  private let plan: DecisionPlan
  private let quietHours: [QuietHours]
  private let merging: ContactMerging
  private var records: [Contact] = []
  private var withdrawals: [Withdrawal] = []
  private var consent: [Int: JourneyState.Consent] = [:]
  private var zone: Zone
  private var now = Instant(microseconds: 0)
  private var isWorkedOut = false
  /// By channel: the last withdrawal of consent.
  private var withdrawn: [Instant?]
  /// By channel: when the last bounce is forgotten.
  private var bouncedUntil: [Instant?]
  /// By channel: what it is now.
  private var states: [State]

  init(_ plan: DecisionPlan) {
    self.plan = plan
    quietHours = plan.book.policies.quietHours
    zone = plan.book.policies.zone
    merging = ContactMerging(in: plan.book)
    withdrawn = Array(repeating: nil, count: plan.channelRows.count)
    bouncedUntil = withdrawn
    states = Array(repeating: .unknown, count: plan.channelRows.count)
  }

  /// Starts over with a journey's state and what is remembered of it.
  ///
  /// - Parameter records: those of its contacts, before they are merged.
  mutating func reset(_ facts: borrowing Facts, records: [Contact], withdrawals: [Withdrawal]) {
    self.records = records
    self.withdrawals = withdrawals
    consent = facts.state.consent
    zone = facts.state.zone ?? plan.book.policies.zone
    now = facts.now
    isWorkedOut = false
  }

  /// What closes a channel for any action.
  mutating func closing(of channel: Int, at time: Instant) -> Closing? {
    if !isWorkedOut { workOut() }
    guard time == now else { return findClosing(of: channel, at: time) }
    switch states[channel] {
    case .open: return nil
    case .closed(let closing): return closing
    case .unknown:
      let closing = findClosing(of: channel, at: time)
      states[channel] = closing.map { .closed($0) } ?? .open
      return closing
    }
  }

  /// When all that closes a channel for any action has opened; nil where nothing closes it.
  mutating func opening(of channel: Int, at time: Instant) -> Opening? {
    guard let closing = closing(of: channel, at: time) else { return nil }
    // Quiet hours are asked last: they may hold where a bounce does.
    guard closing.closed.reason == .bounced, let (_, ends) = quietHours(channel, at: time) else {
      return closing.opens
    }
    return closing.opens.orLater(.at(ends))
  }

  private func findClosing(of channel: Int, at time: Instant) -> Closing? {
    if !isConsented(channel) {
      return Closing(.noConsent, by: .channel(Int32(channel)), channel: channel)
    }
    if let opens = bouncedUntil[channel], time < opens {
      return Closing(.bounced, by: .channel(Int32(channel)), channel: channel, opens: .at(opens))
    }
    guard let (window, ends) = quietHours(channel, at: time) else { return nil }
    return Closing(.quietHours, by: .quietHours(Int32(window)), channel: channel, opens: .at(ends))
  }

  /// A withdrawal closes a channel of any kind until a later consent.
  private func isConsented(_ channel: Int) -> Bool {
    let consent = consent[channel]
    if let withdrawn = withdrawn[channel] {
      guard let consent, consent.isGiven, let given = consent.at else { return false }
      return given > withdrawn
    }
    return switch plan.channelRows[channel].consent {
    case .optIn: consent?.isGiven == true
    case .optOut: consent?.isGiven != false
    case .none: true
    }
  }

  private func quietHours(_ channel: Int, at time: Instant) -> (index: Int, ends: Instant)? {
    var found: (index: Int, ends: Instant)?
    for (index, window) in quietHours.enumerated() where window.channels?.contains(channel) ?? true {
      guard let ends = window.ends(around: time, in: zone), ends > found?.ends ?? time else { continue }
      found = (index, ends)
    }
    return found
  }

  // MARK: What contacts say of channels

  private mutating func workOut() {
    isWorkedOut = true
    for channel in states.indices {
      states[channel] = .unknown
      withdrawn[channel] = nil
      bouncedUntil[channel] = nil
    }
    for closing in merging.closings(records) { note(closing) }
    for withdrawal in withdrawals { withdraw(withdrawal.channel, at: withdrawal.at) }
  }

  private mutating func note(_ closing: ChannelClosing) {
    guard closing.outcome == .bounced else {
      // Without an instant no consent is later.
      return withdraw(closing.channel, at: closing.at ?? Instant(microseconds: .max))
    }
    guard let at = closing.at else { return }
    let until = at + plan.channelRows[closing.channel].bouncedFor
    bouncedUntil[closing.channel] = max(bouncedUntil[closing.channel] ?? until, until)
  }

  private mutating func withdraw(_ channel: Int, at: Instant) {
    withdrawn[channel] = max(withdrawn[channel] ?? at, at)
  }
}
