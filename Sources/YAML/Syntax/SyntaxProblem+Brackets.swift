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
    if let cause = flow.semicolon(repair) ?? flow.bracketAtStart(repair) { return cause }
    // The parser may be lost at the bracket itself.
    if !isLater, place > opening, scalars.indices.contains(place) {
      switch scalars[place] {
      case "]", "}":
        let other: Unicode.Scalar = closing == "]" ? "{" : "["
        if !scalars[..<opening].contains(other) {
          return SyntaxCause(
            "'\(scalars[opening])' is closed by '\(scalars[place])'", help: "write '\(closing)'",
            at: SourceSpan(position, position.next), repair: repair)
        }
      case ":": if let cause = flow.colon(at: place, repair) { return cause }
      case "[", "{":
        if scalars[place] == "[", let cause = flow.comparator(before: place, repair) { return cause }
        if let cause = flow.bracketInText(at: place, repair) { return cause }
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

extension SyntaxProblem {
  /// `{title: 'Buyer's guide'}`, where the apostrophe ends the text.
  func apostropheBetweenBraces(in outline: Outline) -> SyntaxCause? {
    guard problem == "did not find expected ',' or '}'" || problem == "did not find expected ',' or ']'"
    else {
      return nil
    }
    let last = min(position.line, contextPosition.line + 20)
    for number in contextPosition.line...max(last, contextPosition.line) {
      guard let text = outline.lines[Int(number)].map(String.init),
        let match = text.firstMatch(of: /[:,\[{] *'([^'{}\[\]]*\p{L})'(\p{L}[^'{}\[\]]*)'/)
      else { continue }
      let place = text[..<match.1.endIndex].unicodeScalars.count
      return SyntaxCause(
        "this apostrophe ends the text, and more follows", help: "write \"\(match.1)'\(match.2)\"",
        at: SourceSpan(line: Int(number), columns: place..<(place + 1)))
    }
    return nil
  }
}
