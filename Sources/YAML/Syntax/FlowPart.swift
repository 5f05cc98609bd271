import Diagnostics

/// What stands on one line between an opening bracket and the place where the parser is lost.
struct FlowPart {
  let scalars: [Unicode.Scalar]
  let opening: Int
  let end: Int
  let line: Int

  init(_ scalars: [Unicode.Scalar], from opening: Int, to end: Int, line: Int) {
    self.scalars = scalars
    self.opening = opening
    self.end = max(end, opening + 1)
    self.line = line
  }

  func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

  /// Where the last entry before an index begins.
  func start(ofEntryBefore index: Int) -> Int {
    let separator = scalars[opening..<index].lastIndex { $0 == "," || $0 == "{" || $0 == "[" } ?? opening
    return separator + 1
  }

  /// The key and the value of the last entry before an index.
  func entry(before index: Int) -> (key: String, value: String) {
    let text = text(start(ofEntryBefore: index)..<index)
    guard let colon = text.firstRange(of: ": ") else { return ("", text.trimmed) }
    return (text[..<colon.lowerBound].trimmed, text[colon.upperBound...].trimmed)
  }

  /// Where a comment begins that was hardly meant.
  var comment: Int? {
    var quote: Unicode.Scalar?
    for index in scalars.indices.dropFirst(opening + 1) {
      let scalar = scalars[index]
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'", scalars[index - 1] == " " || scalars[index - 1] == "[" {
        quote = scalar
      } else if scalar == "#", scalars[index - 1] == " " {
        return index
      }
    }
    return nil
  }

  /// `{action: guide; score: 50}`
  func semicolon(_ repair: SyntaxCause.Repair) -> SyntaxCause? {
    guard let index = scalars[start(ofEntryBefore: end)..<end].firstIndex(of: ";") else { return nil }
    return SyntaxCause(
      "entries are separated by ',', not by ';'", help: "write ',' instead",
      at: SourceSpan(line: line, columns: index..<(index + 1)), repair: repair)
  }

  /// `{stage: in [interest, trial]}`
  func comparator(before place: Int, _ repair: SyntaxCause.Repair) -> SyntaxCause? {
    let entry = entry(before: place)
    guard !entry.key.isEmpty, ["in", "not in", "not_in"].contains(entry.value),
      let close = scalars[place...].firstIndex(of: "]")
    else { return nil }
    let list = text(place..<(close + 1))
    return SyntaxCause(
      "'\(entry.value)' is no part of a value",
      help: "write \(entry.key): \(entry.value == "in" ? list : "{not_in: \(list)}")",
      at: SourceSpan(line: line, columns: (place - entry.value.count - 1)..<(close + 1)), repair: repair)
  }

  /// `{action: guide score: 50}` and `{en: Note: the trial ends}`
  func colon(at place: Int, _ repair: SyntaxCause.Repair) -> SyntaxCause? {
    let entry = entry(before: place)
    guard !entry.key.isEmpty else { return nil }
    let last = scalars[place...].firstIndex { $0 == "," || $0 == "}" || $0 == "]" } ?? scalars.count
    let rest = text((place + 1)..<last).trimmed
    let words = entry.value.split(separator: " ")
    if words.count > 1, let word = words.last, !rest.contains(" "),
      word.utf8.allSatisfy({
        (0x61...0x7a).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      })
    {
      let start = place - word.unicodeScalars.count
      return SyntaxCause(
        "a ',' is missing before '\(word)'",
        help: "write '\(words.dropLast().joined(separator: " ")), \(word):'",
        at: SourceSpan(line: line, columns: start..<place), repair: repair)
    }
    let start = place - entry.value.unicodeScalars.count
    return SyntaxCause(
      "a text with ': ' in it needs quotes", help: "write \(entry.key): \("\(entry.value): \(rest)".quoted)",
      at: SourceSpan(line: line, columns: max(start, 0)..<last), repair: repair)
  }
}
