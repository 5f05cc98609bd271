/// What came of a contact, in the order of the journey of a message.
package enum Outcome: String, Sendable, CaseIterable {
  case delivered, opened, clicked, accepted, dismissed, converted, bounced, unsubscribed, complained
  /// A reservation given back: such a contact is none.
  case notSent = "not_sent"

  /// Its place in that order.
  package var place: Int {
    switch self {
    case .delivered: 0
    case .opened: 1
    case .clicked: 2
    case .accepted: 3
    case .dismissed: 4
    case .converted: 5
    case .bounced: 6
    case .unsubscribed: 7
    case .complained: 8
    case .notSent: 9
    }
  }

  /// Whether it takes back the consent for its channel.
  package var withdrawsConsent: Bool { self == .unsubscribed || self == .complained }

  /// Whether it says that somebody takes part.
  package var showsEngagement: Bool {
    switch self {
    case .opened, .clicked, .accepted, .converted: true
    default: false
    }
  }

  private static let inOrder = allCases

  /// The one at a place; nil where there is none.
  package init?(place: Int) {
    guard Self.inOrder.indices.contains(place) else { return nil }
    self = Self.inOrder[place]
  }
}

package struct OutcomeSet: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  package init(_ outcome: Outcome) {
    rawValue = 1 << UInt16(outcome.place)
  }
}
