import Diagnostics

/// Help for a name that is not known: the nearest of those that are, else all of them where they are few.
func suggestion(for text: String, among known: [String], fewest: Int = 10) -> String? {
  if let name = nearest(to: text, among: known) { return "did you mean '\(name)'?" }
  guard !known.isEmpty, known.count <= fewest else { return nil }
  return known.count == 1 ? "only \(listed(known)) is known" : "one of \(listed(known))"
}

extension String {
  /// `a stage`, `an action`
  var withArticle: String { "\("aeiou".contains(prefix(1)) ? "an" : "a") \(self)" }
}

/// Names in quotes, with commas between them.
func listed(_ names: some Sequence<String>) -> String {
  names.map { "'\($0)'" }.joined(separator: ", ")
}
