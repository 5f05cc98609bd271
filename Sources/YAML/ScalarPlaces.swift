package import Diagnostics

/// Where each character of a scalar's text stands in its file, through quotes, escapes, folding and indentation.
package struct ScalarPlaces: Sendable {
  /// By offset in UTF-8, the end of the text included.
  let places: [Position]
  /// False where the source does not read as the text, and everything is placed at the scalar's start.
  let isExact: Bool

  /// - Parameter span: where the scalar stands, properties included.
  package init(of scalar: Scalar, at span: SourceSpan, in lines: SourceLines) {
    var scan = ScalarScan(lines, span)
    let found = scan.places(of: scalar)
    isExact = found != nil
    places = found ?? Array(repeating: span.lower, count: scalar.text.utf8.count + 1)
  }

  /// The place of a range of the text, in offsets of its UTF-8.
  package func span(of range: Range<Int>) -> SourceSpan {
    let last = places.count - 1
    let start = places[min(max(range.lowerBound, 0), last)]
    guard range.upperBound > range.lowerBound else { return SourceSpan(start, start) }
    // The end is behind the last character, which may stand on an earlier line than the one after it.
    var end = places[min(max(range.upperBound - 1, 0), last)]
    end.column += 1
    return SourceSpan(start, end)
  }
}

/// Reads a scalar once more from the source and records where each character of its text comes from. Unlike the parser
/// it can rely on the scalar being well-formed; where its result differs from the parser's, it gives up.
private struct ScalarScan {
  private let lines: SourceLines
  private let span: SourceSpan
  private var position: Position
  /// The current line, and what is left of it starts at `index`.
  private var line: [Unicode.Scalar] = []
  private var index = 0
  private var text: [UInt8] = []
  private var places: [Position] = []

  init(_ lines: SourceLines, _ span: SourceSpan) {
    self.lines = lines
    self.span = span
    position = span.lower
    go(to: span.line)
    index = min(Int(span.column) - 1, line.count)
  }

  mutating func places(of scalar: Scalar) -> [Position]? {
    skipProperties()
    let start = (index, position.line)
    switch scalar.style {
    case .plain: readPlain()
    case .singleQuoted: readQuoted("'")
    case .doubleQuoted: readQuoted("\"")
    case .literal, .folded:
      // How deep the block is indented does not follow from a header with a number: try each.
      for indent in 0...64 {
        go(to: start.1)
        index = start.0
        text = []
        places = []
        readBlock(isFolded: scalar.style == .folded, indent: indent)
        // The parser has chomped the breaks at the end.
        if text.starts(with: scalar.text.utf8) { return Array(places[...scalar.text.utf8.count]) }
      }
      return nil
    }
    return text.elementsEqual(scalar.text.utf8) ? places + [here] : nil
  }

  // MARK: Moving

  private var here: Position { Position(line: position.line, column: UInt32(index + 1)) }
  private var isAtEnd: Bool { index >= line.count }
  private var current: Unicode.Scalar? { isAtEnd ? nil : line[index] }

  /// Whether the scalar's last character is behind.
  private var isPastSpan: Bool { here >= span.upper }

  private mutating func go(to number: UInt32) {
    position.line = number
    line = lines[Int(number)].map { Array($0.unicodeScalars) } ?? []
    index = 0
  }

  private var hasNextLine: Bool { Int(position.line) < lines.count }

  private mutating func skipBlanks() {
    while let character = current, character == " " || character == "\t" { index += 1 }
  }

  /// Anchors and tags stand before the scalar.
  private mutating func skipProperties() {
    while let character = current, character == "&" || character == "!" {
      while let character = current, character != " ", character != "\t" { index += 1 }
      skipBlanks()
      while isAtEnd, hasNextLine, !isPastSpan {
        go(to: position.line + 1)
        skipBlanks()
      }
    }
  }

  // MARK: Writing

  private mutating func append(_ character: Unicode.Scalar, at place: Position) {
    for byte in String(character).utf8 {
      text.append(byte)
      places.append(place)
    }
  }

  /// Takes back blanks that were read before a line ended.
  private mutating func dropBlanks(downTo count: Int) {
    while text.count > count, let last = text.last, last == 0x20 || last == 0x09 {
      text.removeLast()
      places.removeLast()
    }
  }

  /// Passes a line's end and the empty lines after it: one break is a space, more are one less.
  private mutating func fold(dropsFirst: Bool = false) {
    let end = here
    var breaks = 0
    repeat {
      breaks += 1
      go(to: position.line + 1)
      skipBlanks()
    } while isAtEnd && hasNextLine
    if breaks == 1 {
      if !dropsFirst { append(" ", at: end) }
    } else {
      for _ in 1..<breaks { append("\n", at: end) }
    }
  }

  // MARK: Flow scalars

  private mutating func readPlain() {
    while !isPastSpan {
      if let character = current {
        append(character, at: here)
        index += 1
      } else {
        guard hasNextLine else { return }
        dropBlanks(downTo: 0)
        fold()
      }
    }
  }

  private mutating func readQuoted(_ quote: Unicode.Scalar) {
    guard current == quote else { return }
    index += 1
    // Blanks before it were escaped, and stay.
    var kept = 0
    while true {
      guard let character = current else {
        guard hasNextLine else { return }
        dropBlanks(downTo: kept)
        fold()
        continue
      }
      let place = here
      index += 1
      switch character {
      case quote:
        guard quote == "'", current == quote else {
          index -= 1
          return
        }
        index += 1
        append(quote, at: place)
      case "\\" where quote == "\"":
        if isAtEnd {
          kept = text.count
          fold(dropsFirst: true)
        } else {
          readEscape(at: place)
          kept = text.count
        }
      default: append(character, at: place)
      }
    }
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}",
    "r": "\r",
    "e": "\u{1B}", " ": " ", "\"": "\"", "/": "/", "\\": "\\", "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}",
    "P": "\u{2029}",
  ]

  private mutating func readEscape(at place: Position) {
    let letter = line[index]
    index += 1
    let digits: Int
    switch letter {
    case "x": digits = 2
    case "u": digits = 4
    case "U": digits = 8
    default: return append(Self.escapes[letter] ?? letter, at: place)
    }
    guard var number = readNumber(digits) else { return }
    // Two halves of a character, as JSON writes it.
    if digits == 4, (0xD800..<0xDC00).contains(number), line[index...].starts(with: ["\\", "u"]) {
      index += 2
      guard let low = readNumber(4), low >= 0xDC00 else { return }
      number = 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
    }
    if let scalar = Unicode.Scalar(number) { append(scalar, at: place) }
  }

  private mutating func readNumber(_ digits: Int) -> UInt32? {
    let end = min(index + digits, line.count)
    let number = line[index..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
    index = end
    return UInt32(number, radix: 16)
  }

  // MARK: Block scalars

  /// - Parameter indent: of the content; 0: that of its first line with content.
  private mutating func readBlock(isFolded: Bool, indent: Int) {
    var indent = indent
    var pending = (first: [Position](), others: [Position]())
    var wasBlank = false
    while hasNextLine {
      go(to: position.line + 1)
      let spaces = line.prefix { $0 == " " }.count
      if indent == 0, spaces < line.count { indent = spaces }
      if indent == 0 || spaces == line.count && spaces <= indent {
        if !pending.first.isEmpty || !text.isEmpty {
          pending.others.append(here)
        } else {
          append("\n", at: here)
        }
        continue
      }
      guard spaces >= indent else { break }
      index = indent
      let isBlank = current == " " || current == "\t"
      if isFolded, !pending.first.isEmpty, !wasBlank, !isBlank {
        if pending.others.isEmpty { append(" ", at: pending.first[0]) }
      } else {
        for place in pending.first { append("\n", at: place) }
      }
      for place in pending.others { append("\n", at: place) }
      wasBlank = isBlank
      while let character = current {
        append(character, at: here)
        index += 1
      }
      pending = ([here], [])
    }
    for place in pending.first + pending.others { append("\n", at: place) }
    places.append(here)
  }
}
