/// A word, literal or sign of an expression's text.
struct Token: Equatable {
  enum Kind: Equatable {
    case name
    /// A name in backquotes; the range includes them.
    case quotedName
    case number
    /// A string or bytes literal with its prefix and quotes.
    case text
    case symbol(Symbol)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Signs and brackets.
enum Symbol: String {
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case dot = "."
  case comma = ","
  case colon = ":"
  case question = "?"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case not = "!"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and = "&&"
  case or = "||"
}
