import API
import JSON
import Rules

/// Whether somebody is known under an id in small letters, where one with capitals is new: mostly it is the same person, and
/// the daemon takes them for two.
struct OtherSpelling {
  private let client: DaemonClient

  init(_ client: DaemonClient) { self.client = client }

  /// What to say once an event of a journey was recorded; nil where nobody was confused. Asked before it is sent.
  func warning(of journey: String) -> String? {
    let small = journey.foldedName
    guard ExactText(small) != ExactText(journey), isKnown(small), !isKnown(journey) else { return nil }
    return
      "'\(journey)' was not known before, and '\(small)' is: these are two people, each with consents and caps of their own"
  }

  /// False as well where the daemon does not say: somebody else tells why.
  private func isKnown(_ journey: String) -> Bool {
    guard let answer = try? client.ask(DaemonRequest(.get, .journeys, [.journey: journey])), answer.isSuccess,
      let document = try? JSONDocument(parsing: answer.body)
    else { return false }
    return ["events", "contacts"].contains { key in
      document.member(key, of: document.root).map { document.elements(of: $0).contains { _ in true } }
        ?? false
    }
  }
}
