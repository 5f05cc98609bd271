/// The gates that an action must pass to be recommended, in the order in which they are asked: those of the action,
/// those of each of its channels, and those among all that an answer recommends. The first that is closed is the
/// reason why the action is held back.
///
/// The raw value is the gate's place in that order.
package enum Gate: UInt8, Sendable, CaseIterable {
  /// The action's dates: closed before its `from`, and for good from its `until` on.
  case unavailable
  /// The action's condition, `eligible`.
  case ineligible
  /// Suppress rules in force.
  case suppressed
  /// The action's cooldown since its last contact.
  case cooldown
  /// Caps that name no channel.
  case capped
  /// Pauses that name no channel.
  case paused
  /// The person's consent to a channel, and its withdrawals.
  case noConsent
  /// A bounce on a channel, for as long as the channel says.
  case bounced
  /// Quiet hours of a channel, in the person's time zone.
  case quietHours
  /// Suppress rules in force that are about a channel.
  case channelSuppressed
  /// Caps that name the channel.
  case channelCapped
  /// Pauses that name the channel.
  case channelPaused
  /// At most so many of a kind or of a group in one answer.
  case spread
  /// At most so many recommendations in one answer.
  case outranked

  /// What a gate is asked about.
  package enum Subject: Sendable { case action, channel, selection }

  package var subject: Subject {
    switch self {
    case .unavailable, .ineligible, .suppressed, .cooldown, .capped, .paused: .action
    case .noConsent, .bounced, .quietHours, .channelSuppressed, .channelCapped, .channelPaused: .channel
    case .spread, .outranked: .selection
    }
  }

  /// The word that answers give as the reason.
  package var reason: String {
    switch self {
    case .unavailable: "unavailable"
    case .ineligible: "ineligible"
    case .suppressed: "suppressed"
    case .cooldown: "cooldown"
    case .capped: "capped"
    case .paused: "paused"
    case .noConsent: "no-consent"
    case .bounced: "bounced"
    case .quietHours: "quiet-hours"
    case .channelSuppressed: "channel-suppressed"
    case .channelCapped: "channel-capped"
    case .channelPaused: "channel-paused"
    case .spread: "spread"
    case .outranked: "outranked"
    }
  }

  /// Whether it can open by time alone, with facts, rules and rank as they are.
  package var opensWithTime: Bool {
    switch self {
    case .unavailable, .cooldown, .capped, .paused, .bounced, .quietHours, .channelCapped, .channelPaused:
      true
    case .ineligible, .suppressed, .noConsent, .channelSuppressed, .spread, .outranked: false
    }
  }
}
