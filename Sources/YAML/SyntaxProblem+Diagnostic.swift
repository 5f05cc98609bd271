import Diagnostics

extension SyntaxProblem {
  /// The problem in words for people: the pasted character that causes it, or what the parser missed.
  func diagnostic(in lines: SourceLines, file: String) -> Diagnostic {
    if let paste = pasted(in: lines) {
      return Diagnostic(
        .error, paste.id, paste.message, at: SourceLocation(file: file, span: paste.span), help: paste.help)
    }
    let explanation = Explanation.of(problem, character: lines.shown(position))
    var notes: [Diagnostic.Note] = []
    if !explanation.isAtContext, let subject = contextSubject, contextPosition < position {
      let span = SourceSpan(contextPosition, contextPosition.next)
      notes.append(Diagnostic.Note("\(subject) begins here", at: SourceLocation(file: file, span: span)))
    }
    let start = explanation.isAtContext ? contextPosition : position
    return Diagnostic(
      .error, .yamlSyntax, explanation.message,
      at: SourceLocation(file: file, span: SourceSpan(start, start.next)),
      help: help(explanation, line: lines[Int(position.line)] ?? ""), notes: notes)
  }

  /// The explanation's advice, or a better one where the line shows what was meant.
  private func help(_ explanation: Explanation, line: Substring) -> String {
    guard problem == "did not find expected key" else { return explanation.help }
    for bracket in ["{", "["] where line.contains(": \(bracket)") {
      return "put quotes around a text that begins with '\(bracket)'"
    }
    for quote in ["\"", "'"] where line.contains(": \(quote)") {
      return "put the whole text into quotes, and write a quote inside it as \(quote == "'" ? "''" : "\\\"")"
    }
    return explanation.help
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
