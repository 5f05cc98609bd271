extension SyntaxProblem {
  /// What a problem of the parser means, and what to do.
  struct Explanation {
    let message: String
    let help: String
    /// Whether the mistake stands where the parser's context begins, not where the parser noticed it.
    let isAtContext: Bool

    private init(_ message: String, help: String, isAtContext: Bool = false) {
      self.message = message
      self.help = help
      self.isAtContext = isAtContext
    }

    /// The explanation of a problem by libyaml's words for it; the character is the one where it stands.
    static func of(_ problem: String, character: String) -> Explanation {
      if problem == "found character that cannot start any token" {
        return Explanation("\(character) cannot begin a value", help: "put quotes around the text")
      }
      if let known = known[problem] { return known }
      let message = problem.isEmpty ? "this is not YAML" : "this is not YAML: \(problem)"
      return Explanation(message, help: "correct the line, or the one above")
    }

    private static let known: [String: Explanation] = [
      "could not find expected ':'": Explanation(
        "this is no entry of the mapping: a ':' is missing",
        help: "write 'key: value'; indent the further lines of a long text deeper than its key",
        isAtContext: true),
      "mapping values are not allowed in this context": Explanation(
        "a ':' is not allowed here",
        help: "put quotes around a text that holds ': ', and check how the line is indented"),
      "mapping keys are not allowed in this context": Explanation(
        "a key is not allowed here",
        help: "begin it on a line of its own; put quotes around a text that begins with '?'"),
      "block sequence entries are not allowed in this context": Explanation(
        "a list item is not allowed here",
        help: "begin each '- ' on a line of its own; put quotes around a text that begins with '- '"),
      "did not find expected key": Explanation(
        "a key of the mapping was expected here",
        help: "indent the line like the other keys, and put quotes around texts with special characters"),
      "did not find expected '-' indicator": Explanation(
        "another '- ' of the list was expected here", help: "indent the line like the other items, or less"),
      "did not find expected ',' or ']'": Explanation(
        "the list in '[' … ']' is not closed", help: "add the missing ',' or ']'"),
      "did not find expected ',' or '}'": Explanation(
        "the mapping in '{' … '}' is not closed", help: "add the missing ',' or '}'"),
      "did not find expected node content": Explanation(
        "a value was expected here", help: "add the value, or delete the ',' or ':' before it"),
      "did not find expected <document start>": Explanation(
        "the file goes on after its content has ended",
        help: "indent all keys at the top alike; a file is one mapping of 'key: value'"),
      "found unexpected end of stream": Explanation(
        "the quoted text never ends", help: "add the closing quote", isAtContext: true),
      "found unexpected document indicator": Explanation(
        "the quoted text is cut by a line '---' or '...'", help: "add the closing quote, or indent the line"),
      "found unknown escape character": Explanation(
        "a double-quoted text has no such escape",
        help: "write two backslashes for one, or use single quotes"),
      "did not find expected hexdecimal number": badEscape,
      "found invalid Unicode character escape code": Explanation(
        "the escape is not the number of a character",
        help: "write the character itself, or its whole number in eight digits, such as \"\\U0001F389\""),
      "did not find expected alphabetic or numeric character": Explanation(
        "the name of an anchor or alias may hold only ASCII letters, digits, '-' and '_'",
        help: "rename it, or put quotes around a text that begins with '&' or '*'"),
      "did not find expected comment or line break": Explanation(
        "nothing may follow here on the line", help: "put the text on the next line, indented"),
      "found unknown directive name": unknownDirective,
      "could not find expected directive name": unknownDirective,
      "found undefined tag handle": Explanation(
        "the tag begins with a handle that is not declared",
        help: "delete the tag, or put quotes around a text that begins with '!'", isAtContext: true),
    ]

    private static let unknownDirective = Explanation(
      "a line that begins with '%' is an instruction to the YAML reader, and this one is not known",
      help: "delete the line; put quotes around a text that begins with '%'", isAtContext: true)

    private static let badEscape = Explanation(
      "the escape is not the number of a character",
      help: "write '\\xHH' or '\\uHHHH' with hexadecimal digits")
  }
}
