import JSON
import Rules

/// The journeys of an input, so that two which differ in capitals or spaces only are told of: to the daemon they are two
/// people, and mostly they are one.
struct JourneySpellings {
  /// Whether a journey that stands there again is told of too: where no key makes it one call.
  let tellsRepeats: Bool
  /// By the spelling: how it was written first.
  private var first: [String: (name: ExactText, line: Int)] = [:]

  init(tellingRepeats tellsRepeats: Bool) { self.tellsRepeats = tellsRepeats }

  /// What to warn of where a journey was written in another way before.
  mutating func note(_ document: JSONDocument, line: Int) -> Refusal.Mistake? {
    guard let name = document.journey.map({ ExactText($0) }) else { return nil }
    let key = name.text.spelling
    guard let known = first[key] else {
      first[key] = (name, line)
      return nil
    }
    guard known.name != name else {
      guard tellsRepeats else { return nil }
      return .init(
        pointer: "/journey",
        detail:
          "line \(line) is the journey of line \(known.line): each is a decision of its own, and may reserve something else; '--key-from journey' makes them one"
      )
    }
    return .init(
      pointer: "/journey",
      detail:
        "'\(name.text)' differs from '\(known.name.text)' in line \(known.line) \(name.text.difference(from: known.name.text)) only: these are two people, each with consents and caps of their own"
    )
  }
}
