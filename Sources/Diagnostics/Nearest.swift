/// The candidate that a misspelt word was probably meant to be: one that differs only in case or in `_`, `-` and
/// space, else the one with the fewest typing mistakes, up to a third of the word's length; of equals the first in
/// byte order. Words beyond 64 characters are not compared.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  nearWord(to: word, among: candidates)?.word
}

/// The same, with whether no other candidate is as near.
package func nearWord(
  to word: String, among candidates: some Sequence<String>
) -> (word: String, isOnly: Bool)? {
  let target = folded(word)
  guard let limit = typingMistakes(allowedIn: target) else { return nil }
  var best: (distance: Int, candidate: String)?
  var isOnly = true
  for candidate in candidates {
    let letters = folded(candidate)
    guard letters.count <= longestWord, abs(letters.count - target.count) <= limit else { continue }
    let distance = distance(from: target, to: letters)
    guard distance <= limit, distance <= best?.distance ?? limit else { continue }
    if let best, distance == best.distance {
      guard candidate != best.candidate else { continue }
      isOnly = false
      guard candidate.precedes(best.candidate) else { continue }
    } else {
      isOnly = true
    }
    best = (distance, candidate)
  }
  return best.map { ($0.candidate, isOnly) }
}

private let longestWord = 64

/// Nil where a word is too short or too long to guess.
private func typingMistakes(allowedIn word: [Unicode.Scalar]) -> Int? {
  guard (1...longestWord).contains(word.count) else { return nil }
  return word.count == 1 ? 0 : max(1, word.count / 3)
}

private func folded(_ word: String) -> [Unicode.Scalar] {
  // One more than is compared, so that a long word is seen to be one without being folded whole.
  let start = String(String.UnicodeScalarView(word.unicodeScalars.prefix(longestWord + 1)))
  return start.lowercased().unicodeScalars.map { $0 == "_" || $0 == " " ? "-" : $0 }
}

/// Damerau and Levenshtein's distance (optimal string alignment): letters inserted, deleted, replaced, or swapped
/// with their neighbour.
private func distance(from a: [Unicode.Scalar], to b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

extension String {
  fileprivate func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
