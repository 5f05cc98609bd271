/// A word that somebody looks for, without its ending: `retries`, `retry` and `retried` are one.
struct WordStem {
  private let text: String

  /// English endings, the longer ones first.
  private static let endings = [
    "encies", "ations", "ency", "ation", "ents", "ies", "ied", "ing", "ent", "ed", "es", "s", "y", "e",
  ]
  /// What has to be left of a word.
  private static let shortest = 4

  init(_ word: some StringProtocol) {
    let small = Self.plain(word)
    let ending = Self.endings.first { small.hasSuffix($0) && small.count - $0.count >= Self.shortest }
    // `suppress` is no plural.
    text = ending == "s" && small.hasSuffix("ss") ? small : String(small.dropLast(ending?.count ?? 0))
  }

  /// How texts and words are compared: in small letters, `quiet_hours` as `quiet hours`.
  static func plain(_ text: some StringProtocol) -> String { text.lowercased().replacing("_", with: " ") }

  /// Whether a word of a text begins with it.
  ///
  /// - Parameter text: as `plain` gives it.
  func begins(wordIn text: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: self.text) {
      let isStart =
        found.lowerBound == text.startIndex || !text[text.index(before: found.lowerBound)].isLetter
      if isStart { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
