import Diagnostics

extension SyntaxProblem {
  /// The problem in words for people: the pasted character that causes it, or what the parser missed.
  func diagnostic(in lines: SourceLines, file: String) -> Diagnostic {
    if let paste = pasted(in: lines) {
      return Diagnostic(
        .error, paste.id, paste.message, at: SourceLocation(file: file, span: paste.span), help: paste.help)
    }
    let (message, help, place) = explanation(in: lines)
    var notes: [Diagnostic.Note] = []
    if place == .problem, let subject = contextSubject, contextPosition < position {
      let span = SourceSpan(contextPosition, contextPosition.next)
      notes.append(Diagnostic.Note("\(subject) begins here", at: SourceLocation(file: file, span: span)))
    }
    let start = place == .problem ? position : contextPosition
    return Diagnostic(
      .error, .yamlSyntax, message, at: SourceLocation(file: file, span: SourceSpan(start, start.next)),
      help: help, notes: notes)
  }

  private enum Place { case problem, context }

  private var contextSubject: String? {
    switch context {
    case "while parsing a block mapping", "while parsing a flow mapping": "the mapping"
    case "while parsing a block collection", "while parsing a flow sequence": "the list"
    case "while scanning a quoted scalar": "the quoted text"
    default: nil
    }
  }

  private func explanation(in lines: SourceLines) -> (message: String, help: String, place: Place) {
    switch problem {
    case "could not find expected ':'":
      ("this is no entry of the mapping: a ':' is missing",
        "write 'key: value'; indent the further lines of a long text deeper than its key", .context)
    case "mapping values are not allowed in this context":
      ("a ':' is not allowed here",
        "put quotes around a text that holds ': ', and check how the line is indented", .problem)
    case "mapping keys are not allowed in this context":
      ("a key is not allowed here", "begin it on a line of its own; put quotes around a text with '?'", .problem)
    case "block sequence entries are not allowed in this context":
      ("a list item is not allowed here",
        "begin each '- ' on a line of its own; put quotes around a text that begins with '- '", .problem)
    case "did not find expected key":
      ("a key of the mapping was expected here",
        "indent the line like the other keys, and put quotes around texts with special characters", .problem)
    case "did not find expected '-' indicator":
      ("another '- ' of the list was expected here", "indent the line like the other items, or less", .problem)
    case "did not find expected ',' or ']'":
      ("the list in '[' … ']' is not closed", "add the missing ',' or ']'", .problem)
    case "did not find expected ',' or '}'":
      ("the mapping in '{' … '}' is not closed", "add the missing ',' or '}'", .problem)
    case "did not find expected node content":
      ("a value was expected here", "add the value, or delete the ',' or ':' before it", .problem)
    case "did not find expected <document start>":
      ("the file goes on after its content has ended",
        "indent all keys at the top alike; a file is one mapping of 'key: value'", .problem)
    case "found unexpected end of stream":
      ("the quoted text never ends", "add the closing quote", .context)
    case "found unexpected document indicator":
      ("the quoted text is cut by a line '---' or '...'", "add the closing quote, or indent the line", .problem)
    case "found unknown escape character":
      ("a double-quoted text has no such escape",
        "write '\\\\' for a backslash, or use single quotes", .problem)
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      ("the escape is not a character's number", "write '\\xHH' or '\\uHHHH' with hexadecimal digits", .problem)
    case "did not find expected alphabetic or numeric character":
      ("the name of an anchor or alias may hold only ASCII letters, digits, '-' and '_'",
        "rename it, or put quotes around a text that begins with '&' or '*'", .problem)
    case "found character that cannot start any token":
      ("\(lines.shown(position)) cannot begin a value", "put quotes around the text", .problem)
    case "did not find expected comment or line break":
      ("nothing may follow here on the line", "put the text on the next line, indented", .problem)
    case "found undefined tag handle":
      ("the tag begins with a handle that is not declared", "delete the tag, or put quotes around the text", .context)
    default:
      (problem.isEmpty ? "this is not YAML" : "this is not YAML: \(problem)", "correct the line, or the one above", .problem)
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
    let scalars = self[Int(position.line)].map { Array($0.unicodeScalars) } ?? []
    let index = Int(position.column) - 1
    return scalars.indices.contains(index) ? "'\(scalars[index])'" : "this"
  }
}
