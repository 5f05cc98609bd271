package import Decisions
package import HistoryRecords
import Rules
package import Time

/// Answers that are kept for a day, for whoever repeats a request.
extension ContactHistory {
  /// What was asked under a key since an instant, if anything.
  package func question(under key: Digest, since instant: Instant) -> Digest? {
    index.answers[key].flatMap { $0.at >= instant ? $0.question : nil }
  }

  /// Whether there was an answer under a key since an instant, whose journey was erased.
  package func isErased(_ key: Digest, since instant: Instant) -> Bool {
    index.answers[key].map { $0.isErased && $0.at >= instant } ?? false
  }

  /// Whether a decision is known to have made a contact with an action.
  package func hasContact(of decision: DecisionID, action: String) -> Bool {
    loop?.assertCurrent()
    return index.contact(of: decision, action: action) != nil
  }

  /// The channel by which a decision's contact with an action went; nil where there was none.
  package func channel(of decision: DecisionID, action: String) -> String? {
    loop?.assertCurrent()
    return index.contact(of: decision, action: action).flatMap {
      index.channelName(index.contacts[$0].channel)
    }
  }

  /// Which of the actions that a decision reserved were given back since, in their order.
  ///
  /// - Parameter span: how near each other records of one contact are.
  package func released(
    _ actions: [String], of decision: DecisionID, sameContactWithin span: TimeSpan
  ) -> [String] {
    loop?.assertCurrent()
    return actions.filter { action in
      guard let contact = index.contact(of: decision, action: action) else { return false }
      let journey = index.contacts[contact].journey
      return JourneyRecords(ofJourney: journey, action: ExactText(action), in: index)
        .isReleased(contact, within: span)
    }
  }

  /// Reads an answer that was kept.
  ///
  /// - Parameter done: called on the loop.
  package func answer(under key: Digest, _ done: @escaping @Sendable (FoundAnswer) -> Void) {
    loop?.assertCurrent()
    guard let row = index.answers[key], let loop else { return done(.lost) }
    journal.answer(row.id, under: key) { answer in loop.execute { done(answer) } }
  }
}
