import Diagnostics

/// Whole lines that are none of YAML's.
extension SyntaxProblem {
  /// The marks that version control leaves where two versions of a file contradict each other.
  func mergeConflict(in outline: Outline) -> SyntaxCause? {
    func line(from number: Int, beginning mark: String) -> Int? {
      (max(number, 1)...max(outline.count, number, 1)).first { outline.lines[$0]?.hasPrefix(mark) ?? false }
    }
    guard let start = line(from: 1, beginning: "<<<<<<< "), start <= Int(position.line) + 1,
      let end = line(from: start, beginning: ">>>>>>> ")
    else { return nil }
    let middle = line(from: start, beginning: "=======").map { min($0, end) } ?? end
    return SyntaxCause(
      "two versions of this file were merged, and from here to line \(end) they contradict each other",
      id: .mergeConflict,
      help: "keep one of the two versions, and delete the lines with '<<<<<<<', '=======' and '>>>>>>>'",
      at: outline.span(of: start), repair: .without([start..<(start + 1), middle..<(end + 1)]))
  }

  /// The lines with which chats and web pages begin and end what they show as code.
  func fence(in outline: Outline) -> SyntaxCause? {
    let number = Int(position.line)
    func isFence(_ number: Int) -> Bool { outline.lines[number].map { $0.trimmed.hasPrefix("```") } ?? false }
    guard problem == "found character that cannot start any token", isFence(number) else { return nil }
    let fences = (1...max(outline.count, 1)).filter(isFence)
    return SyntaxCause(
      "'```' begins or ends code in chats and on web pages, and is no part of it",
      help: fences.count == 1
        ? "delete this line" : "delete this line, and the other one with '```'",
      at: outline.span(of: number), repair: .without(fences.map { $0..<($0 + 1) }))
  }

  /// A line that has no key although one is needed.
  func lineWithoutKey(in outline: Outline) -> SyntaxCause? {
    let number: Int
    switch problem {
    case "could not find expected ':'": number = Int(contextPosition.line)
    case "mapping values are not allowed in this context":
      guard let above = outline.above(Int(position.line)), let line = outline[above], line.key == nil,
        let lower = outline[Int(position.line)], lower.indent >= line.indent, !line.isItem
      else { return nil }
      number = above
    default: return nil
    }
    guard let line = outline[number], line.key == nil else { return nil }
    let span = outline.span(of: number)
    let text = line.value
    for mark in ["//", "/*", "--", ";"] where text.hasPrefix(mark) {
      return SyntaxCause(
        "a comment begins with '#', not with '\(mark)'",
        help: "write '# \(text.dropFirst(mark.count).trimmed.prefix(60))'",
        at: span, repair: .without([number..<(number + 1)]))
    }
    if !text.contains(" ") && outline.childIndent(of: number) != nil || outline.isNameAboveKeys(number) {
      return SyntaxCause("a ':' is missing after '\(text)'", help: "write '\(text):'", at: span)
    }
    guard let above = outline.above(number, where: { $0.key != nil }), let key = outline[above]?.key,
      outline[above]?.opens == false
    else {
      return SyntaxCause(
        "this line has no key", help: "write 'key: value'; a comment begins with '#'", at: span)
    }
    return SyntaxCause(
      "this line has no key",
      help: "if it goes on with the text of '\(key)', indent it deeper; else write 'key: value'",
      at: span)
  }

  /// A name of several words that has a ':' at its end, and in it what YAML reads as its own:
  /// `Rule 4: no guide for those who complain:` above the keys that belong to it.
  func nameWithoutQuotes(in outline: Outline) -> SyntaxCause? {
    let place = Int(problem == "could not find expected ':'" ? contextPosition.line : position.line)
    // Behind '#' the first name of a mapping is a comment, and the parser is lost in the line below.
    let above = outline.above(place).flatMap { outline.lines[$0]?.contains(" #") == true ? $0 : nil }
    return nameWithoutQuotes(at: place, in: outline)
      ?? above.flatMap { nameWithoutQuotes(at: $0, in: outline) }
  }

  private func nameWithoutQuotes(at number: Int, in outline: Outline) -> SyntaxCause? {
    guard outline.hasKeys(below: number), let text = outline.lines[number]?.trimmed, text.last == ":" else {
      return nil
    }
    let name = String(text.dropLast())
    guard let first = name.first, !name.hasPrefix("- "),
      "\"'[{&*!|>%@`".contains(first) || name.contains(": ") || name.contains(" #")
    else { return nil }
    return SyntaxCause(
      "a name with special characters needs quotes", help: "write \(name.inQuotes):",
      at: outline.span(of: number))
  }

  /// A line among the items of a list that is none.
  func keyAmongItems(in outline: Outline) -> SyntaxCause? {
    let number = Int(position.line)
    guard problem == "did not find expected '-' indicator", let line = outline[number], let key = line.key,
      let above = outline.above(number, where: { $0.indent == line.indent && $0.isItem })
    else { return nil }
    let owner = outline.parent(of: above).flatMap { outline[$0]?.key }
    return SyntaxCause(
      "'\(key)' is a key, but the lines above are items of a list, with '- '",
      help: owner.map { "if '\($0)' takes keys, write them without '- '" }
        ?? "write it as an item, or the others without '- '",
      at: outline.keySpan(of: number))
  }
}

extension Outline {
  /// Whether keys stand on lines of their own below a line, indented deeper.
  func hasKeys(below number: Int) -> Bool {
    guard childIndent(of: number) != nil, let next = below(number), let child = self[next] else {
      return false
    }
    return child.key != nil
  }

  /// Whether a line stands where a name does: above keys, and below a value that has come to its end.
  fileprivate func isNameAboveKeys(_ number: Int) -> Bool {
    guard hasKeys(below: number), let above = above(number), let line = self[above] else { return false }
    return line.indent > self[number]?.indent ?? 0 && line.value.last.map { "]}\"'".contains($0) } ?? false
  }
}
