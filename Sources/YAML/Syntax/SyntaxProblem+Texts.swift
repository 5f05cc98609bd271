import Diagnostics

/// Texts that need quotes, since YAML reads some of their characters as its own.
extension SyntaxProblem {
  func bareText(in outline: Outline) -> SyntaxCause? {
    let number = Int(problem == "could not find expected ':'" ? contextPosition.line : position.line)
    guard let line = outline[number], let key = line.key, let first = line.value.unicodeScalars.first else {
      return nil
    }
    let span = outline.valueSpan(of: number)
    let isInside = position.line == span.line && position.column > span.column
    let reason: String
    switch problem {
    case "did not find expected key" where isInside:
      if let closing = closingBracket(line, outline) { return closing }
      switch first {
      case "{", "[": reason = "a text that begins with '\(first)' needs quotes"
      case "\"", "'": return textBehindQuote(key, line.value, at: span)
      default: return nil
      }
    case "mapping values are not allowed in this context" where isInside:
      if Self.keysOfMappings.contains(key), line.value.wholeMatch(of: /[a-z_.]+: [^:]+/) != nil {
        return SyntaxCause(
          "two keys stand in one line", help: "write \(key): {\(line.value)}", at: span)
      }
      reason = "a text with ': ' in it needs quotes"
    case "found character that cannot start any token" where position.column == span.column,
      "did not find expected alphabetic or numeric character",
      "mapping keys are not allowed in this context",
      "block sequence entries are not allowed in this context",
      "did not find expected comment or line break":
      guard "%@`&*?->|".unicodeScalars.contains(first) else { return nil }
      reason = "a text that begins with '\(first)' needs quotes"
    default: return nil
    }
    return SyntaxCause(reason, help: "write \(key): \(line.value.quoted)", at: span)
  }

  /// What never has a text as its value.
  private static let keysOfMappings: Set = [
    "when", "unless", "eligible", "suppress", "except", "detect", "place", "alert", "caps", "available",
    "accept",
  ]

  /// A quoted text that goes on behind its closing quote.
  private func textBehindQuote(_ key: String, _ value: String, at span: SourceSpan) -> SyntaxCause {
    let quote = value.first ?? "\""
    let isWhole = value.count > 1 && value.last == quote
    let text = isWhole ? String(value.dropFirst().dropLast()) : value
    return SyntaxCause(
      "the second \(quote) ends the text, and more follows", help: "write \(key): \(text.quoted)",
      at: SourceSpan(position, Position(line: span.endLine, column: max(span.endColumn, position.column + 1)))
    )
  }

  /// A bracket that closes nothing.
  private func closingBracket(_ line: OutlineLine, _ outline: Outline) -> SyntaxCause? {
    let scalars = outline.lines.scalars(Int(position.line))
    let index = Int(position.column) - 1
    guard scalars.indices.contains(index), scalars[index] == "}" || scalars[index] == "]" else { return nil }
    return SyntaxCause(
      "this '\(scalars[index])' closes nothing", help: "delete it, or open it further to the left",
      at: SourceSpan(position, position.next))
  }

  /// Comparisons as other languages write them: `>= 200`.
  func sign(in outline: Outline) -> SyntaxCause? {
    let number = Int(position.line)
    if let text = outline.lines[number].map(String.init),
      let match = text.firstMatch(of: /\{ *(>=|=>|<=|=<|>|<) *:? *([0-9][0-9.]*) *\}/)
    {
      let start = text[..<match.range.lowerBound].unicodeScalars.count
      return SyntaxCause(
        "comparisons are written with words, not with '\(match.1)'",
        help: "write {\(Self.comparator(of: match.1)): \(match.2)}",
        at: SourceSpan(line: number, columns: start..<(start + match.0.unicodeScalars.count)))
    }
    if let inner = signBetweenBraces(in: outline) ?? exclamationMark(in: outline) { return inner }
    guard let line = outline[number], let key = line.key,
      let match = line.value.firstMatch(of: /^(>=|=>|<=|=<|>|<|&gt;=?|&lt;=?)\s*([0-9][^\s#]*)/)
    else { return nil }
    return SyntaxCause(
      "comparisons are written with words, not with '\(match.1)'",
      help: "write \(key): {\(Self.comparator(of: match.1)): \(match.2)}", at: outline.valueSpan(of: number))
  }

  /// `{stage: decision, order.total: >= 10000}`, where the parser stops at the sign.
  private func signBetweenBraces(in outline: Outline) -> SyntaxCause? {
    let scalars = outline.lines.scalars(Int(position.line))
    let index = Int(position.column) - 1
    guard scalars.indices.contains(index), scalars[index] == ">" else { return nil }
    let before = String(String.UnicodeScalarView(scalars[..<index]))
    let rest = String(String.UnicodeScalarView(scalars[index...]))
    guard let key = before.firstMatch(of: /([A-Za-z_][A-Za-z0-9_.\-]*): *$/),
      let match = rest.prefixMatch(of: /(>=|=>|>)\s*([0-9][0-9.]*)/), before.contains("{")
    else { return nil }
    return SyntaxCause(
      "comparisons are written with words, not with '\(match.1)'",
      help: "write \(key.1): {\(Self.comparator(of: match.1)): \(match.2)}",
      at: SourceSpan(
        line: Int(position.line), columns: index..<(index + match.0.unicodeScalars.count)))
  }

  /// `{stage: !decision}`, where the parser stops behind the word.
  private func exclamationMark(in outline: Outline) -> SyntaxCause? {
    guard problem == "did not find expected whitespace or line break" else { return nil }
    let number = Int(position.line)
    let before = String(
      String.UnicodeScalarView(outline.lines.scalars(number).prefix(Int(position.column) - 1)))
    guard let match = before.firstMatch(of: /([A-Za-z_][A-Za-z0-9_.]*): *!([a-z][a-z0-9_\-]*)$/) else {
      return nil
    }
    let end = before.unicodeScalars.count
    return SyntaxCause(
      "'!\(match.2)' does not mean 'not \(match.2)'",
      help: "write \(match.1): {ne: \(match.2)}; a text that begins with '!' needs quotes",
      at: SourceSpan(line: number, columns: (end - match.2.count - 1)..<end))
  }

  /// `*` alone, which people write for everything.
  func loneAsterisk(in outline: Outline) -> SyntaxCause? {
    guard problem == "did not find expected alphabetic or numeric character" else { return nil }
    let scalars = outline.lines.scalars(Int(position.line))
    // The parser stops at the sign, or behind it.
    let index = [Int(position.column) - 1, Int(position.column) - 2].first {
      scalars.indices.contains($0) && scalars[$0] == "*"
    }
    guard let index else { return nil }
    let next = scalars[(index + 1)...].first { $0 != " " }
    let before = scalars[..<index].last { $0 != " " }
    guard next.map({ ",]}#".unicodeScalars.contains($0) }) ?? true,
      before.map({ ":,[-".unicodeScalars.contains($0) }) ?? true
    else { return nil }
    return SyntaxCause(
      "'*' does not stand for everything",
      help: "in a cell of a table write 'any'; elsewhere leave the key out",
      at: SourceSpan(line: Int(position.line), columns: index..<(index + 1)))
  }

  private static func comparator(of sign: Substring) -> String {
    switch sign {
    case ">=", "=>", "&gt;=": "gte"
    case "<=", "=<", "&lt;=": "lte"
    case ">", "&gt;": "gt"
    default: "lt"
    }
  }

  /// Characters as web pages write them: `&amp;`.
  func webCharacter(in outline: Outline) -> SyntaxCause? {
    guard problem == "did not find expected alphabetic or numeric character" else { return nil }
    let number = Int(position.line)
    let text = String(outline.lines[number] ?? "")
    guard let match = text.firstMatch(of: /&(amp|gt|lt|quot|apos|nbsp|#[0-9]+|#x[0-9a-fA-F]+);/) else {
      return nil
    }
    let start = text[..<match.range.lowerBound].unicodeScalars.count
    let plain = ["amp": "&", "gt": ">", "lt": "<", "quot": "\"", "apos": "'", "nbsp": " "][match.1]
    return SyntaxCause(
      "'\(match.0)' is how web pages write a character",
      help: plain.map { "write '\($0)' instead" } ?? "write the character itself",
      at: SourceSpan(line: number, columns: start..<(start + match.0.unicodeScalars.count)))
  }
}

extension Outline {
  /// What stands behind the key of a line.
  func valueSpan(of number: Int) -> SourceSpan {
    guard let line = self[number], !line.value.isEmpty, let text = lines[number] else {
      return span(of: number)
    }
    let end = span(of: number).endColumn - 1
    let start = Int(end) - line.value.unicodeScalars.count
    guard start >= 0, text.unicodeScalars.count >= start else { return span(of: number) }
    return SourceSpan(line: number, columns: start..<Int(end))
  }
}

extension String {
  /// In quotes, so that YAML reads it as this text; only the beginning of a long one.
  var quoted: String {
    (count > 60 ? "\(prefix(60))…" : self).inQuotes
  }

  /// As a scalar in double quotes, or in single ones where it has double ones.
  package var inQuotes: String {
    guard contains("\"") || contains("\\") else { return "\"\(self)\"" }
    return "'\(replacing("'", with: "''"))'"
  }
}
