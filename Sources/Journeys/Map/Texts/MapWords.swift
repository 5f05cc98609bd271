import Decisions
import Rules

extension MapLanguages {
  /// A text of the map, with what is put in.
  func text(_ phrase: MapPhrase) -> String { phrase.text(own) }

  func text(_ role: Role) -> String {
    let phrase: MapPhrase =
      switch role {
      case .initiator: .roleInitiator
      case .user: .roleUser
      case .influencer: .roleInfluencer
      case .decider: .roleDecider
      case .approver: .roleApprover
      case .buyer: .roleBuyer
      case .gatekeeper: .roleGatekeeper
      }
    return text(phrase)
  }

  func text(_ phase: Phase) -> String {
    let phrase: MapPhrase =
      switch phase {
      case .before: .phaseBefore
      case .during: .phaseDuring
      case .after: .phaseAfter
      }
    return text(phrase)
  }

  /// - Parameter ownership: nil: it is not said.
  func text(_ ownership: Ownership?) -> String {
    let phrase: MapPhrase =
      switch ownership {
      case .brand: .ownBrand
      case .partner: .ownPartner
      case .customer: .ownCustomer
      case .independent: .ownIndependent
      case nil: .ownUnsaid
      }
    return text(phrase)
  }

  /// Why an action is held back.
  func text(_ gate: Gate) -> String {
    let phrase: MapPhrase =
      switch gate {
      case .unavailable: .heldUnavailable
      case .ineligible: .heldIneligible
      case .suppressed, .channelSuppressed: .heldSuppressed
      case .noConsent, .bounced: .heldConsent
      case .cooldown, .capped, .paused, .quietHours, .channelCapped, .channelPaused: .heldLimit
      case .spread, .outranked: .heldRank
      }
    return text(phrase)
  }

  /// Whose map it is, such as `Business · End user`.
  func title(_ scope: MapScope, in vocabulary: Vocabulary) -> String {
    let parts = [
      scope.market.map { label(vocabulary.markets[$0].label, vocabulary.markets[$0].id) },
      scope.persona.map { label(vocabulary.personas[$0].label, vocabulary.personas[$0].id) },
    ].compactMap(\.self)
    return parts.isEmpty ? text(.allCustomers) : parts.joined(separator: " · ")
  }
}
