import Rules
import Time

/// The channels of one decision: consent, bounces and quiet hours. What a channel is now is worked out when it is
/// first asked, and kept.
struct ChannelGates {
  /// What is known of a channel now; a gate in neither set was not asked yet.
  private struct State {
    var open = GateSet.none
    var closed = GateSet.none
    /// Where it is in quiet hours: which, and when they end.
    var quiet: (window: Int32, ends: Instant) = (0, Instant(microseconds: 0))
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
  /// By quiet hours: when those end that hold now, once that was asked.
  private var endsNow: [Instant??]

  init(_ plan: DecisionPlan) {
    self.plan = plan
    quietHours = plan.book.policies.quietHours
    zone = plan.book.policies.zone
    merging = ContactMerging(in: plan.book)
    withdrawn = Array(repeating: nil, count: plan.channelRows.count)
    bouncedUntil = withdrawn
    states = Array(repeating: State(), count: plan.channelRows.count)
    endsNow = Array(repeating: nil, count: quietHours.count)
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

  /// The gates of a channel that are known to be open: all at now, at other times those that time does not close.
  @inline(__always)
  func open(_ channel: Int, at time: Instant) -> GateSet {
    isWorkedOut && time == now ? states[channel].open : .none
  }

  mutating func consent(to channel: Int) -> GateVerdict? {
    if !isWorkedOut { workOut() }
    if states[channel].open.contains(.noConsent) { return nil }
    if !states[channel].closed.contains(.noConsent) {
      guard !isConsented(channel) else {
        states[channel].open.insert(.noConsent)
        return nil
      }
      states[channel].closed.insert(.noConsent)
    }
    return GateVerdict(.noConsent, by: .channel(Int32(channel)), channel: channel)
  }

  mutating func bounce(of channel: Int, at time: Instant) -> GateVerdict? {
    if !isWorkedOut { workOut() }
    guard let opens = bouncedUntil[channel], time < opens else {
      // Once forgotten, a bounce stays so.
      if time == now { states[channel].open.insert(.bounced) }
      return nil
    }
    return GateVerdict(.bounced, by: .channel(Int32(channel)), channel: channel, opens: .at(opens))
  }

  mutating func quietHours(of channel: Int, at time: Instant) -> GateVerdict? {
    if !isWorkedOut { workOut() }
    if time == now {
      if states[channel].open.contains(.quietHours) { return nil }
      if states[channel].closed.contains(.quietHours) { return verdict(states[channel].quiet, channel) }
    }
    let found = findQuietHours(channel, at: time)
    if time == now {
      if let found {
        states[channel].closed.insert(.quietHours)
        states[channel].quiet = found
      } else {
        states[channel].open.insert(.quietHours)
      }
    }
    return found.map { verdict($0, channel) }
  }

  private func verdict(_ quiet: (window: Int32, ends: Instant), _ channel: Int) -> GateVerdict {
    GateVerdict(.quietHours, by: .quietHours(quiet.window), channel: channel, opens: .at(quiet.ends))
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

  /// Of the quiet hours that a channel is in, those that end last, and of several such the first.
  private mutating func findQuietHours(_ channel: Int, at time: Instant) -> (window: Int32, ends: Instant)? {
    var found: (window: Int32, ends: Instant)?
    for (index, window) in quietHours.enumerated() where window.channels?.contains(channel) ?? true {
      guard let ends = ends(of: window, index, around: time), ends > found?.ends ?? time else { continue }
      found = (Int32(index), ends)
    }
    return found
  }

  /// When quiet hours end that hold an instant; worked out once for now, whatever channels they are of.
  private mutating func ends(of window: QuietHours, _ index: Int, around time: Instant) -> Instant? {
    guard time == now else { return window.ends(around: time, in: zone) }
    if let known = endsNow[index] { return known }
    let ends = window.ends(around: time, in: zone)
    endsNow[index] = .some(ends)
    return ends
  }

  // MARK: What contacts say of channels

  private mutating func workOut() {
    isWorkedOut = true
    for index in endsNow.indices { endsNow[index] = nil }
    for channel in states.indices {
      states[channel] = State()
      withdrawn[channel] = nil
      bouncedUntil[channel] = nil
    }
    for closing in merging.closings(records) { record(closing) }
    for withdrawal in withdrawals { withdraw(withdrawal.channel, at: withdrawal.at) }
  }

  private mutating func record(_ closing: ChannelClosing) {
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
