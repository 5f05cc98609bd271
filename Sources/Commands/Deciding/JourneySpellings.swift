import JSON
import Rules

/// The journeys of an input, so that two which differ in capitals or spaces only are told of: to the daemon they are two
/// people, and mostly they are one.
struct JourneySpellings {
  /// By the name in small letters and without spaces: how it was written first.
  private var first: [String: (name: ExactText, line: Int)] = [:]

  /// Equal for names that differ in capitals or spaces only.
  static func key(of name: String) -> String { name.foldedName.filter { !$0.isWhitespace } }

  /// What to warn of where a journey was written in another way before.
  mutating func note(_ document: JSONDocument, line: Int) -> Refusal.Mistake? {
    guard let name = document.journey.map({ ExactText($0) }) else { return nil }
    let key = Self.key(of: name.text)
    guard let known = first[key] else {
      first[key] = (name, line)
      return nil
    }
    guard known.name != name else { return nil }
    // Strings are equal where their letters are, however they are put together.
    let difference =
      known.name.text == name.text
      ? "in how its letters are encoded"
      : known.name.text.foldedName == name.text.foldedName ? "in capitals" : "in capitals or spaces"
    return .init(
      pointer: "/journey",
      detail:
        "'\(name.text)' differs from '\(known.name.text)' in line \(known.line) \(difference) only: these are two people, each with consents and caps of their own"
    )
  }
}
