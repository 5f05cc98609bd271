import Diagnostics

/// Brackets and braces that are not closed, and what stands between them without a comma.
extension SyntaxProblem {
  func bracket(in outline: Outline) -> SyntaxCause? {
    let closing: Unicode.Scalar
    switch problem {
    case "did not find expected ',' or ']'": closing = "]"
    case "did not find expected ',' or '}'": closing = "}"
    case "did not find expected node content": return lostBracket(in: outline)
    default: return nil
    }
    let number = Int(contextPosition.line)
    let scalars = outline.lines.scalars(number)
    let opening = Int(contextPosition.column) - 1
    guard scalars.indices.contains(opening) else { return nil }
    let isLater = position.line > contextPosition.line
    let place = isLater ? scalars.count : min(Int(position.column) - 1, scalars.count)
    let flow = FlowPart(scalars, from: opening, to: place, line: number)
    let repair = SyntaxCause.Repair.without([outline.block(at: number)])
    if let comment = flow.comment { return cause(ofComment: comment, flow, repair) }
    if let cause = flow.semicolon(repair) ?? flow.factAtStart(repair) { return cause }
    if !isLater, scalars.indices.contains(place) {
      switch scalars[place] {
      case "]", "}":
        let other: Unicode.Scalar = closing == "]" ? "{" : "["
        if !scalars[..<opening].contains(other) {
          return SyntaxCause(
            "'\(scalars[opening])' is closed by '\(scalars[place])'", help: "write '\(closing)'",
            at: SourceSpan(position, position.next), repair: repair)
        }
      case ":": if let cause = flow.colon(at: place, repair) { return cause }
      case "[": if let cause = flow.comparator(before: place, repair) { return cause }
      default: break
      }
    }
    return SyntaxCause(
      "the '\(scalars[opening])' that opens here is not closed", help: "add the missing '\(closing)'",
      at: SourceSpan(contextPosition, contextPosition.next), repair: repair)
  }

  /// The bracket that is still open where a value is missing at the end of a line.
  private func lostBracket(in outline: Outline) -> SyntaxCause? {
    let scalars = outline.lines.scalars(Int(position.line))
    let index = Int(position.column) - 1
    guard !scalars.indices.contains(index) || scalars[..<index].allSatisfy({ $0 == " " }) else { return nil }
    guard let open = OpenBrackets(outline.lines, upTo: position).all.last else { return nil }
    return SyntaxCause(
      "the '\(open.bracket)' that opens here is not closed",
      help: "add the missing '\(open.bracket == "[" ? "]" : "}")'",
      at: SourceSpan(open.position, open.position.next),
      repair: .without([outline.block(at: Int(open.position.line))]))
  }

  private func cause(ofComment index: Int, _ flow: FlowPart, _ repair: SyntaxCause.Repair) -> SyntaxCause {
    let text = flow.entry(before: index)
    let rest = String(
      String.UnicodeScalarView(flow.scalars[index...].prefix { $0 != "," && $0 != "}" && $0 != "]" }))
    return SyntaxCause(
      "from '#' on this is a comment, so that '\(flow.scalars[flow.opening])' is not closed",
      help: "if '#' belongs to the text, put it in quotes: \("\(text.value) \(rest)".trimmed.quoted)",
      at: SourceSpan(line: flow.line, columns: index..<flow.scalars.count), repair: repair)
  }
}

/// What stands on one line between an opening bracket and the place where the parser is lost.
private struct FlowPart {
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

  private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

  /// Where the last entry before an index begins.
  private func start(ofEntryBefore index: Int) -> Int {
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

  /// `{en: {persona} wants numbers}`
  func factAtStart(_ repair: SyntaxCause.Repair) -> SyntaxCause? {
    guard let close = scalars[opening..<end].lastIndex(of: "}"),
      scalars[(close + 1)..<end].allSatisfy({ $0 == " " }),
      let open = scalars[opening..<close].lastIndex(of: "{"), open > opening,
      scalars[(open + 1)..<close].allSatisfy({
        $0.properties.isAlphabetic || "._0123456789".unicodeScalars.contains($0)
      })
    else { return nil }
    let last =
      scalars[close + 1..<scalars.count].firstIndex { $0 == "," || $0 == "}" || $0 == "]" } ?? scalars.count
    return SyntaxCause(
      "a text that begins with '{' needs quotes", help: "write \(text(open..<last).trimmed.quoted)",
      at: SourceSpan(line: line, columns: open..<last), repair: repair)
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
