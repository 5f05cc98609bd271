import Rules

/// The words of a closed list, found in any spelling that is matched as ids are.
struct SpelledWords: Sendable {
  private let exact: Set<ExactText>
  private let byFolded: [String: String]

  /// - Parameter words: of those that match each other the first counts where a text is none of them exactly.
  init(_ words: [String]) {
    exact = Set(words.map { ExactText($0) })
    byFolded = Dictionary(words.map { ($0.foldedName, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The word that a text means, as the list spells it; nil where it means none.
  func spelling(of text: String) -> String? {
    exact.contains(ExactText(text)) ? text : byFolded[text.foldedName]
  }
}
