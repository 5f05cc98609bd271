import Rules
import Time

extension RecordedContact {
  private static let acceptances: [Outcome] = [.accepted, .converted]
  private static let answers: [Outcome] = [.opened, .clicked, .accepted, .converted]

  /// Whether the offer had been accepted by an instant.
  func isAccepted(by latest: Instant) -> Bool {
    outcomes.contains { Self.acceptances.contains($0.outcome) && $0.at <= latest }
  }

  /// When the customer answered, up to an instant, for the last time; nil where it did not.
  func lastAnswer(by latest: Instant) -> Instant? {
    outcomes.filter { Self.answers.contains($0.outcome) && $0.at <= latest }.map(\.at).max()
  }
}
