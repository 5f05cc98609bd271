import Diagnostics

/// Words that people write where all are meant.
enum MeantAll {
  private static let words: Set<String> = [
    "all", "any", "every", "everyone", "everybody", "everything", "alle", "alles", "alla", "allt", "alt",
    "enhver",
    "jeder", "egal", "wszyscy", "wszystkie", "*", "-", "–", "—", "n/a",
  ]

  /// What to do about such a word; nil of any other text.
  static func help(_ text: String) -> String? {
    guard words.contains(text.trimmed.lowercased()) else { return nil }
    return "where all fit leave the key out; a cell of a table says 'any'"
  }
}
