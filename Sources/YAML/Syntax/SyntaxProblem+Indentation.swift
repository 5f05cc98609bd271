import Diagnostics

/// Lines that are indented differently from their neighbours.
extension SyntaxProblem {
  func misplacedLine(in outline: Outline) -> SyntaxCause? {
    let number = Int(position.line)
    guard let line = outline[number] else { return nil }
    switch problem {
    case "did not find expected key", "did not find expected <document start>":
      // The problem is the line only where it stands at its beginning.
      guard Int(position.column) - 1 == line.indent else { return nil }
    case "mapping values are not allowed in this context":
      guard let above = outline.above(number), let earlier = outline[above], earlier.indent < line.indent,
        earlier.key != nil, !earlier.opens, isFirstColon(of: line, in: outline)
      else { return nil }
    default: return nil
    }
    if line.isItem, let above = outline.above(number, where: { $0.indent <= line.indent }),
      let sibling = outline[above], sibling.indent == line.indent, !sibling.isItem
    {
      return itemAmongKeys(number, line, outline)
    }
    return misplaced(number, line, outline)
  }

  private func isFirstColon(of line: OutlineLine, in outline: Outline) -> Bool {
    guard let key = line.key else { return false }
    return Int(position.column) - 1 <= line.start + key.unicodeScalars.count + 2
  }

  private func misplaced(_ number: Int, _ line: OutlineLine, _ outline: Outline) -> SyntaxCause? {
    guard let above = outline.above(number, where: { $0.indent < line.indent }), let upper = outline[above]
    else { return nil }
    guard upper.opens else {
      // A sibling above, and this line is deeper than it; unless the one above is the only one that is not so deep.
      if let before = outline.above(above), outline[before]?.indent == line.indent {
        return cause(
          at: above, to: line.indent, amongKeysOf: outline.parent(of: before), outline, isAlone: true)
      }
      return cause(at: number, to: upper.indent, amongKeysOf: outline.parent(of: above), outline)
    }
    guard let level = outline.childIndent(of: above), level != line.indent else { return nil }
    let isAlike = (line.opens || line.key == nil) && outline.childIndent(of: number) == level
    if isAlike, let family = family(of: above, upper, level: line.indent, outline) {
      return cause(at: above, to: line.indent, amongKeysOf: family, outline, isAlone: true)
    }
    if isAlike {
      return cause(at: number, to: upper.indent, amongKeysOf: outline.parent(of: above), outline)
    }
    return cause(at: number, to: level, amongKeysOf: above, outline)
  }

  /// The line whose key a line should stand below, where those before or after it stand at some level and it does not.
  private func family(of number: Int, _ line: OutlineLine, level: Int, _ outline: Outline) -> Int? {
    guard let before = outline.above(number), let earlier = outline[before] else { return nil }
    if earlier.opens, earlier.indent == line.indent { return before }
    guard let sibling = outline.above(number, where: { $0.indent <= level }),
      outline[sibling]?.indent == level
    else { return nil }
    return outline.parent(of: sibling)
  }

  /// - Parameter isAlone: whether the lines that follow it at its level stand where they should.
  private func cause(
    at number: Int, to indent: Int, amongKeysOf parent: Int?, _ outline: Outline, isAlone: Bool = false
  ) -> SyntaxCause? {
    guard let line = outline[number], line.indent != indent else { return nil }
    let others = parent.flatMap { outline[$0]?.key }.map { "the other keys of '\($0)'" } ?? "the other keys"
    return SyntaxCause(
      "this line is indented by \(spaces(line.indent)), \(others) by \(indent)", id: .yamlIndentation,
      help: "indent it by \(spaces(indent))", at: outline.span(of: number),
      repair: .indenting(isAlone ? [number] : outline.siblings(from: number), to: indent))
  }

  private func spaces(_ count: Int) -> String { count == 1 ? "1 space" : "\(count) spaces" }

  private func itemAmongKeys(_ number: Int, _ line: OutlineLine, _ outline: Outline) -> SyntaxCause {
    let parent = outline.parent(of: number).flatMap { outline[$0]?.key }
    return SyntaxCause(
      "'- ' makes this an item of a list, but \(parent.map { "'\($0)'" } ?? "this mapping") has keys, not items",
      help: line.key.map { "write '\($0):' without the '- '" }
        ?? "write an id in the place of the '-': 'ID: …'",
      at: outline.span(of: number))
  }
}

extension Outline {
  /// A line, and those that follow it at the same level.
  func siblings(from number: Int) -> [Int] {
    guard let line = self[number] else { return [number] }
    var numbers = [number]
    var latest = number
    while let next = below(latest), let shape = self[next], shape.indent >= line.indent {
      if shape.indent == line.indent { numbers.append(next) }
      latest = next
    }
    return numbers
  }

  /// The content of a line.
  func span(of number: Int) -> SourceSpan {
    let text = lines[number] ?? ""
    let indent = text.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count
    let end = text.unicodeScalars.count - text.reversed().prefix { $0.isWhitespace }.count
    return SourceSpan(line: number, columns: indent..<max(indent + 1, end))
  }

  /// The key of a line, or its content where it has none.
  func keySpan(of number: Int) -> SourceSpan {
    guard let line = self[number], let key = line.key else { return span(of: number) }
    return SourceSpan(line: number, columns: line.start..<(line.start + key.unicodeScalars.count))
  }
}
