import Decisions
import Rules

/// Where something stands among what could be done in an account: by priority, what has none last; then by the order of
/// the personas in the book, none last; then by the journey's bytes.
struct AccountPlace {
  private let priority: Int64
  private let persona: Int
  private let journey: String

  /// - Parameters:
  ///   - priority: in millionths; nil for a fallback.
  ///   - decision: about the person whom it concerns.
  init(of priority: Int64?, _ decision: Decision, in book: RuleBook) {
    self.priority = priority ?? -1
    persona = decision.persona.item.map { book.vocabulary.personas[$0].order } ?? .max
    journey = decision.journey
  }

  func precedes(_ other: AccountPlace) -> Bool {
    if priority != other.priority { return priority > other.priority }
    if persona != other.persona { return persona < other.persona }
    return bytesPrecede(journey, other.journey)
  }
}
