/// Cuts an expression's text into tokens, one at a time.
struct Lexer {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func next() throws(ExpressionProblem) -> Token {
    skipBlank()
    guard let first = byte(0) else { return Token(kind: .end, range: bytes.count..<bytes.count) }
    let start = position
    if Self.startsName(first) {
      if let length = textPrefix(), let quote = byte(length) {
        position += length
        return try text(from: start, quote: quote, isRaw: isRaw(start..<position))
      }
      while let next = byte(0), Self.continuesName(next) { position += 1 }
      return Token(kind: .name, range: start..<position)
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "."):
      if let next = byte(1), Self.isDigit(next) { return try number() }
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try text(from: start, quote: first, isRaw: false)
    case UInt8(ascii: "`"): return try quotedName()
    default: break
    }
    return try symbol(first)
  }

  func spelling(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func byte(_ offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func skipBlank() {
    while let next = byte(0) {
      switch next {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C: position += 1
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while let next = byte(0), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { position += 1 }
      default: return
      }
    }
  }
}

// MARK: - Names and signs

extension Lexer {
  static func startsName(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
  }

  static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private mutating func quotedName() throws(ExpressionProblem) -> Token {
    let start = position
    position += 1
    while let next = byte(0), next != UInt8(ascii: "`") {
      let isAllowed = Self.continuesName(next) || [0x2E, 0x2D, 0x2F, 0x20].contains(next)
      guard isAllowed else {
        throw ExpressionProblem(
          .syntax, at: position..<(position + 1),
          "a name in backquotes has only letters, digits, '_', '.', '-', '/' and spaces",
          help: "write `value[\"…\"]` for other names")
      }
      position += 1
    }
    guard byte(0) != nil, position > start + 1 else {
      throw ExpressionProblem(
        .syntax, at: start..<(start + 1),
        byte(0) == nil ? "this backquote is not closed" : "a name is missing")
    }
    position += 1
    return Token(kind: .quotedName, range: start..<position)
  }

  private mutating func symbol(_ first: UInt8) throws(ExpressionProblem) -> Token {
    let start = position
    if let second = byte(1), let symbol = Self.symbol(first, second) {
      position += 2
      if let third = byte(0), third == UInt8(ascii: "="), symbol == .equal || symbol == .notEqual {
        throw ExpressionProblem(
          .syntax, at: start..<(position + 1), "'\(symbol.rawValue)=' is no operator",
          help: "write `\(symbol.rawValue)`")
      }
      return Token(kind: .symbol(symbol), range: start..<position)
    }
    guard let symbol = Self.symbol(first) else { throw strayCharacter() }
    position += 1
    return Token(kind: .symbol(symbol), range: start..<position)
  }

  private static func symbol(_ first: UInt8, _ second: UInt8) -> Symbol? {
    switch (first, second) {
    case (UInt8(ascii: "&"), UInt8(ascii: "&")): .and
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): .or
    case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
    default: nil
    }
  }

  private static func symbol(_ byte: UInt8) -> Symbol? {
    switch byte {
    case UInt8(ascii: "("): .openParenthesis
    case UInt8(ascii: ")"): .closeParenthesis
    case UInt8(ascii: "["): .openBracket
    case UInt8(ascii: "]"): .closeBracket
    case UInt8(ascii: "{"): .openBrace
    case UInt8(ascii: "}"): .closeBrace
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "?"): .question
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "!"): .not
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    default: nil
    }
  }

  private func strayCharacter() -> ExpressionProblem {
    let character = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
    let end = position + character.utf8.count
    return ExpressionProblem(
      .syntax, at: position..<min(end, bytes.count), "'\(character)' has no meaning here",
      help: Hints.character(character, next: byte(character.utf8.count)))
  }
}

// MARK: - Literals

extension Lexer {
  /// The length of `r`, `b` or `br` where a quote follows.
  private func textPrefix() -> Int? {
    func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    guard let first = byte(0) else { return nil }
    switch first | 0x20 {
    case UInt8(ascii: "r"): return isQuote(byte(1)) ? 1 : nil
    case UInt8(ascii: "b"):
      if isQuote(byte(1)) { return 1 }
      return byte(1).map { $0 | 0x20 } == UInt8(ascii: "r") && isQuote(byte(2)) ? 2 : nil
    default: return nil
    }
  }

  private func isRaw(_ prefix: Range<Int>) -> Bool {
    bytes[prefix].contains { $0 | 0x20 == UInt8(ascii: "r") }
  }

  private mutating func text(from start: Int, quote: UInt8, isRaw: Bool) throws(ExpressionProblem) -> Token {
    let isTriple = byte(1) == quote && byte(2) == quote
    let length = isTriple ? 3 : 1
    let opening = start..<(position + length)
    position += length
    while let next = byte(0) {
      if next == quote && (!isTriple || (byte(1) == quote && byte(2) == quote)) {
        position += length
        return Token(kind: .text, range: start..<position)
      }
      if !isTriple && (next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r")) { break }
      position += next == UInt8(ascii: "\\") && !isRaw ? 2 : 1
    }
    throw ExpressionProblem(
      .syntax, at: opening, "this quote is not closed",
      help: "end the text with `\(String(repeating: Character(UnicodeScalar(quote)), count: length))`")
  }

  private mutating func number() throws(ExpressionProblem) -> Token {
    let start = position
    func isHex(_ byte: UInt8) -> Bool {
      Self.isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
    }
    if byte(0) == UInt8(ascii: "0"), byte(1).map({ $0 | 0x20 }) == UInt8(ascii: "x"),
      byte(2).map(isHex) == true
    {
      position += 2
      while let next = byte(0), isHex(next) { position += 1 }
    } else {
      skipDigits()
      if byte(0) == UInt8(ascii: "."), byte(1).map(Self.isDigit) == true {
        position += 1
        skipDigits()
      }
      if let exponent = byte(0), exponent | 0x20 == UInt8(ascii: "e") {
        let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 2 : 1
        if byte(signed).map(Self.isDigit) == true {
          position += signed
          skipDigits()
        }
      }
    }
    if let suffix = byte(0), suffix | 0x20 == UInt8(ascii: "u") { position += 1 }
    if let next = byte(0), Self.continuesName(next) {
      while let next = byte(0), Self.continuesName(next) { position += 1 }
      let word = spelling(start..<position)
      throw ExpressionProblem(
        .syntax, at: start..<position, "'\(word)' is neither a number nor a name",
        help: Hints.duration(word) ?? "put text in quotes")
    }
    return Token(kind: .number, range: start..<position)
  }

  private mutating func skipDigits() {
    while let next = byte(0), Self.isDigit(next) { position += 1 }
  }
}
