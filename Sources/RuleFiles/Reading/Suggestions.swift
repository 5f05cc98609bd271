import Diagnostics

/// What to do about a mistake: in words, and as a mend where there is one right mend.
package struct Advice {
  package let help: String
  let fix: TextFix?

  init(_ help: String, fix: TextFix? = nil) {
    self.help = help
    self.fix = fix
  }

  /// To write the one word that can be meant.
  static func write(_ word: String, for text: String) -> Advice {
    Advice("write '\(word)'", fix: .word(word, for: text))
  }

  /// What to do about a word that people write in the place of others: a mend where that is to write a known one.
  static func remedy(_ help: String, for text: String, among known: [String]) -> Advice {
    known.first { help == "write '\($0)'" }.map { write($0, for: text) } ?? Advice(help)
  }
}

/// Advice for a name that is not known: the nearest of those that are, else all of them where they are few.
func suggestion(for text: String, among known: [String], fewest: Int = 10) -> Advice? {
  if let (name, isOnly) = nearWord(to: text, among: known) {
    return Advice("did you mean '\(name)'?", fix: isOnly ? .word(name, for: text) : nil)
  }
  guard !known.isEmpty, known.count <= fewest else { return nil }
  return Advice(known.count == 1 ? "only \(listed(known)) is known" : "one of \(listed(known))")
}

extension String {
  /// `a stage`, `an action`
  var withArticle: String { "\("aeiou".contains(prefix(1)) ? "an" : "a") \(self)" }
}

/// Names in quotes, with commas between them.
func listed(_ names: some Sequence<String>) -> String {
  names.map { "'\($0)'" }.joined(separator: ", ")
}
