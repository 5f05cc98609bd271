extension Parser {
  /// A primary expression and what follows it: fields, calls and indexes.
  mutating func member(minus: Range<Int>?) throws(Failed) -> Expression {
    let start = minus?.lowerBound ?? token.range.lowerBound
    var operand = try primary(minus: minus)
    while case .symbol(let symbol) = token.kind {
      switch symbol {
      case .dot: operand = try selection(of: operand, from: start)
      case .openBracket: operand = try index(of: operand, from: start)
      case .openParenthesis:
        // The end tells a name from one in parentheses.
        guard case .name(let name, let isAbsolute) = operand.form, operand.range.upperBound == end else {
          return operand
        }
        operand = try call(name, isAbsolute: isAbsolute, operand.range, from: start)
      case .openBrace: throw fail(at: token.range, "messages are not part of this language")
      default: return operand
      }
    }
    return operand
  }

  private mutating func call(
    _ name: String, isAbsolute: Bool, _ range: Range<Int>, from start: Int
  ) throws(Failed) -> Expression {
    let arguments = try self.arguments()
    let length = name.utf8.count
    let function = Expression.Name(text: name, range: (range.upperBound - length)..<range.upperBound)
    return try globalCall(function, isAbsolute: isAbsolute, arguments, start..<end)
  }

  private mutating func selection(of operand: Expression, from start: Int) throws(Failed) -> Expression {
    try advance()
    let isOptional = try skip(.question)
    let isQuoted = token.kind == .quotedName
    let name = try fieldName()
    if isAt(.openParenthesis), !isQuoted, !isOptional {
      let arguments = try self.arguments()
      return try memberCall(operand, name, arguments, start..<end)
    }
    let select = Expression.Select(
      operand: operand, field: name, mode: isOptional ? .optional : .value, isQuoted: isQuoted)
    return try make(.select(select), start..<end)
  }

  private mutating func fieldName() throws(Failed) -> Expression.Name {
    let isQuoted = token.kind == .quotedName
    guard token.kind == .name || isQuoted else {
      throw fail(at: token.range, "a field's name is missing after '.'")
    }
    let spelling = isQuoted ? String(self.spelling.dropFirst().dropLast()) : self.spelling
    if !isQuoted && Self.literalWords.contains(spelling) {
      throw fail(at: token.range, "'\(spelling)' is no field", help: "write `[\"\(spelling)\"]`")
    }
    let name = Expression.Name(text: spelling, range: token.range)
    try advance()
    return name
  }

  private mutating func index(of operand: Expression, from start: Int) throws(Failed) -> Expression {
    let bracket = token.range
    try advance()
    let isOptional = try skip(.question)
    let key = try expression()
    try close(.closeBracket, opened: bracket)
    let function = Expression.Name(text: isOptional ? Operator.optionalIndex : Operator.index, range: bracket)
    return try make(.call(.init(function: function, target: nil, arguments: [operand, key])), start..<end)
  }

  /// The arguments of a call, with their parentheses.
  private mutating func arguments() throws(Failed) -> [Expression] {
    let parenthesis = token.range
    try advance()
    var arguments: [Expression] = []
    while !isAt(.closeParenthesis) {
      arguments.append(try expression())
      guard try skip(.comma) else { break }
      if isAt(.closeParenthesis) { throw missingOperand() }
    }
    try close(.closeParenthesis, opened: parenthesis)
    return arguments
  }

  private mutating func primary(minus: Range<Int>?) throws(Failed) -> Expression {
    switch token.kind {
    case .symbol(.openParenthesis):
      let parenthesis = token.range
      try advance()
      let inner = try expression()
      try close(.closeParenthesis, opened: parenthesis)
      return inner
    case .symbol(.openBracket): return try list()
    case .symbol(.openBrace): return try map()
    default: return try leaf(minus: minus)
    }
  }

  private mutating func leaf(minus: Range<Int>?) throws(Failed) -> Expression {
    switch token.kind {
    case .number, .text: return try literal(minus: minus)
    case .name: return try name(isAbsolute: false, from: token.range.lowerBound)
    case .symbol(.dot):
      let start = token.range.lowerBound
      try advance()
      guard token.kind == .name else { throw fail(at: token.range, "a name is missing after '.'") }
      return try name(isAbsolute: true, from: start)
    case .quotedName: throw fail(at: token.range, "backquotes are for fields, after a '.'")
    case .symbol, .end: throw missingOperand()
    }
  }

  private mutating func literal(minus: Range<Int>?) throws(Failed) -> Expression {
    let range = (minus?.lowerBound ?? token.range.lowerBound)..<token.range.upperBound
    let value: Value
    do throws(ExpressionProblem) {
      // The slice keeps the text's offsets, so that problems stand where they are.
      value =
        token.kind == .number
        ? try Literals.number(spelling, isNegative: minus != nil, at: range)
        : try Literals.text(lexer.bytes[range])
    } catch { throw fail(at: error.range, error.message, help: error.help) }
    try advance()
    return try make(.literal(value), range)
  }

  static let literalWords: Set<String> = ["true", "false", "null", "in"]

  private static let reservedWords: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
  ]

  private mutating func name(isAbsolute: Bool, from start: Int) throws(Failed) -> Expression {
    let name = spelling
    let range = token.range
    if Self.literalWords.contains(name) {
      if name == "in" || isAbsolute { throw missingOperand() }
      try advance()
      return try make(.literal(name == "null" ? .null : .bool(name == "true")), range)
    }
    if Self.reservedWords.contains(name) {
      throw fail(at: range, "'\(name)' is a reserved word", help: Hints.wordBeforeOperand(name))
    }
    try advance()
    if token.kind == .name || token.kind == .number || token.kind == .text,
      let help = Hints.wordBeforeOperand(name)
    {
      throw fail(at: range, "'\(name)' is no operator", help: help)
    }
    return try make(.name(name, isAbsolute: isAbsolute), start..<end)
  }

  private mutating func list() throws(Failed) -> Expression {
    let bracket = token.range
    try advance()
    var elements: [Expression.Element] = []
    while !isAt(.closeBracket) {
      let isOptional = try skip(.question)
      elements.append(.init(value: try expression(), isOptional: isOptional))
      guard try skip(.comma) else { break }
    }
    try close(.closeBracket, opened: bracket)
    return try make(.list(elements), bracket.lowerBound..<end)
  }

  private mutating func map() throws(Failed) -> Expression {
    let brace = token.range
    try advance()
    var entries: [Expression.Entry] = []
    while !isAt(.closeBrace) {
      let isOptional = try skip(.question)
      let key = try expression()
      guard try skip(.colon) else {
        if token.kind == .end { try close(.closeBrace, opened: brace) }
        throw fail(
          at: key.range, "this key has no value", help: "write `{key: value}`, or `[…]` for a list")
      }
      entries.append(.init(key: key, value: try expression(), isOptional: isOptional))
      guard try skip(.comma) else { break }
    }
    try close(.closeBrace, opened: brace)
    return try make(.map(entries), brace.lowerBound..<end)
  }
}

// MARK: - ExpressionProblems

extension Parser {
  /// Where a value should stand and something else does.
  mutating func missingOperand() -> Failed {
    let word = spelling
    switch token.kind {
    case .end: return fail(at: token.range, "the expression ends where a value should follow")
    case .symbol(.greater) where previousByte == UInt8(ascii: "<"):
      return fail(
        at: (token.range.lowerBound - 1)..<token.range.upperBound, "'<>' is no operator", help: "write `!=`")
    default: return fail(at: token.range, "a value should stand before '\(word)'")
    }
  }

  /// Where an operator, a bracket or the end should stand and something else does.
  mutating func unexpectedAfterOperand(expecting symbol: Symbol? = nil) -> Failed {
    let word = spelling
    let wanted = symbol.map { " or '\($0.rawValue)'" } ?? ""
    switch token.kind {
    case .name:
      let help = Hints.wordAfterOperand(word)
      return fail(
        at: token.range, "an operator\(wanted) should stand before '\(word)'", help: help)
    case .symbol(let sign):
      let isClosing = [.closeBrace, .closeBracket, .closeParenthesis].contains(sign)
      if isClosing && symbol == nil {
        return fail(at: token.range, "'\(sign.rawValue)' closes nothing")
      }
      return fail(
        at: token.range, "'\(sign.rawValue)' should not stand here",
        help: symbol.map { "add `\($0.rawValue)` before it" })
    default:
      return fail(at: token.range, "an operator\(wanted) should stand before '\(word)'")
    }
  }

  private var previousByte: UInt8? {
    let index = token.range.lowerBound - 1
    return lexer.bytes.indices.contains(index) ? lexer.bytes[index] : nil
  }
}
