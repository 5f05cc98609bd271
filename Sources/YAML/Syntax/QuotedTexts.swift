import Diagnostics

/// Where the quoted texts of a file begin and end, as far as that can be told without a parser.
struct QuotedTexts {
  struct Text {
    let quote: Unicode.Scalar
    let start: Position
    /// Behind the closing quote; nil where there is none.
    let end: Position?
    /// Whether it ends where another text probably begins: `"… , da: "`.
    let endsAtAnother: Bool
  }

  let all: [Text]

  init(_ lines: SourceLines) {
    var all: [Text] = []
    var open: (quote: Unicode.Scalar, start: Position)?
    for number in 1...max(lines.count, 1) {
      let scalars = lines.scalars(number)
      var index = 0
      while index < scalars.count {
        let scalar = scalars[index]
        if let (quote, start) = open {
          if scalar == "\\", quote == "\"" {
            index += 1
          } else if scalar == quote {
            if quote == "'", index + 1 < scalars.count, scalars[index + 1] == "'" {
              index += 1
            } else {
              let end = Position(line: UInt32(number), column: UInt32(index + 2))
              let endsAtAnother =
                PastedText.beginsText(scalars, index) && index > 0 && scalars[index - 1] == " "
                && start != Position(line: UInt32(number), column: UInt32(index))
              all.append(Text(quote: quote, start: start, end: end, endsAtAnother: endsAtAnother))
              open = nil
            }
          }
        } else if scalar == "#", index == 0 || scalars[index - 1] == " " {
          break
        } else if scalar == "\"" || scalar == "'", PastedText.beginsText(scalars, index) {
          open = (scalar, Position(line: UInt32(number), column: UInt32(index + 1)))
        }
        index += 1
      }
    }
    if let (quote, start) = open {
      all.append(Text(quote: quote, start: start, end: nil, endsAtAnother: false))
    }
    self.all = all
  }
}

extension SyntaxProblem {
  /// The quote that is not closed: the text goes on to the next quote, where the parser is lost.
  func unclosedQuote(in outline: Outline) -> SyntaxCause? {
    let texts = QuotedTexts(outline.lines).all
    let guilty = texts.last { text in
      guard text.start <= max(position, contextPosition) else { return false }
      guard let end = text.end else { return true }
      guard end.line >= position.line else { return false }
      return end.line > text.start.line || (text.endsAtAnother && text.start.line == position.line)
    }
    guard let guilty else { return nil }
    let line = Int(guilty.start.line)
    return SyntaxCause(
      "the quote that opens here is not closed", help: "write \(guilty.quote) at the end of the text as well",
      at: SourceSpan(guilty.start, guilty.start.next), repair: .without([outline.block(at: line)]))
  }
}
