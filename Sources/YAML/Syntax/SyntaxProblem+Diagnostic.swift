import Diagnostics

extension SyntaxProblem {
  /// The problem in words for people: the pasted character that causes it, what a person would have meant, or what the
  /// parser missed.
  func cause(in outline: Outline) -> SyntaxCause {
    if let conflict = mergeConflict(in: outline) { return conflict }
    if let paste = pasted(in: outline.lines) {
      return SyntaxCause(
        paste.message, id: paste.id, help: paste.help, at: paste.span, fix: paste.fix)
    }
    return nameWithoutQuotes(in: outline) ?? apostropheBetweenBraces(in: outline) ?? unclosedQuote(
      in: outline) ?? fence(in: outline) ?? loneAsterisk(in: outline) ?? sign(in: outline)
      ?? webCharacter(in: outline) ?? bracket(
        in: outline)
      ?? misplacedLine(in: outline) ?? lineWithoutKey(in: outline) ?? keyAmongItems(in: outline)
      ?? bareText(in: outline) ?? plainCause(outline.lines)
  }

  /// What the parser says, in other words.
  private func plainCause(_ lines: SourceLines) -> SyntaxCause {
    let explanation = Explanation.of(problem, character: lines.shown(position))
    var notes: [(String, SourceSpan)] = []
    if !explanation.isAtContext, let subject = contextSubject, contextPosition < position {
      notes.append(("\(subject) begins here", SourceSpan(contextPosition, contextPosition.next)))
    }
    let start = explanation.isAtContext ? contextPosition : position
    return SyntaxCause(
      explanation.message, help: explanation.help, at: SourceSpan(start, start.next), notes: notes)
  }

  private var contextSubject: String? {
    switch context {
    case "while parsing a block mapping", "while parsing a flow mapping": "the mapping"
    case "while parsing a block collection", "while parsing a flow sequence": "the list"
    case "while scanning a quoted scalar": "the quoted text"
    default: nil
    }
  }
}

extension Position {
  /// The place one column further.
  var next: Position { Position(line: line, column: column + 1) }
}

extension SourceLines {
  /// The character at a place, in quotes.
  fileprivate func shown(_ position: Position) -> String {
    let scalars = scalars(Int(position.line))
    let index = Int(position.column) - 1
    return scalars.indices.contains(index) ? "'\(scalars[index])'" : "this"
  }
}
