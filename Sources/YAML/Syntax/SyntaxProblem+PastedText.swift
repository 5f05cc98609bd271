import Diagnostics

extension SyntaxProblem {
  struct Pasted {
    let id: DiagnosticID
    let message: String
    let help: String
    let span: SourceSpan
    var fix: TextFix?

    init(_ id: DiagnosticID, _ message: String, help: String, line: Int, columns: Range<Int>) {
      self.id = id
      self.message = message
      self.help = help
      let (line, start, end) = (UInt32(line), UInt32(columns.lowerBound + 1), UInt32(columns.upperBound + 1))
      span = SourceSpan(line: line, column: start, endLine: line, endColumn: end)
    }
  }

  /// The pasted character that explains the problem, where there is one on its line, the line where the
  /// context begins, or the line above.
  func pasted(in lines: SourceLines) -> Pasted? {
    let line = Int(position.line)
    let context = context.isEmpty ? line : Int(contextPosition.line)
    for number in [line, context, line - 1] where number >= 1 {
      let scalars = lines.scalars(number)
      if let found = tab(scalars, line: number) ?? falseSpace(scalars, line: number)
        ?? curlyQuotes(scalars, line: number)
      {
        return found
      }
    }
    // There the mistake stands where the context begins.
    let first = problem == "could not find expected ':'" ? context : line
    return bullet(lines.scalars(first), line: first) ?? bullet(lines.scalars(line), line: line)
      ?? missingSpace(in: lines)
  }

  private func bullet(_ scalars: [Unicode.Scalar], line: Int) -> Pasted? {
    let start = scalars.prefix { $0 == " " }.endIndex
    guard let bullet = PastedText.bullet(scalars[start...]) else { return nil }
    return Pasted(
      .falseListDash, PastedText.message(forBullet: bullet), help: PastedText.bulletHelp, line: line,
      columns: start..<(start + 1))
  }

  private func tab(_ scalars: [Unicode.Scalar], line: Int) -> Pasted? {
    let start = scalars.prefix { $0 == " " || $0 == "\t" || $0 == "-" }
    var found = start.firstIndex(of: "\t")
    if line == Int(position.line) {
      let place = Int(position.column) - 1
      if scalars.indices.contains(place), scalars[place] == "\t" { found = found ?? place }
      if problem.contains("tab character") { found = found ?? scalars.firstIndex(of: "\t") }
    }
    guard let index = found, line == Int(position.line) || scalars.count > start.count else { return nil }
    let end = scalars[index...].prefix { $0 == "\t" }.endIndex
    var tab = Pasted(
      .tabIndentation, "a tab is used where YAML wants spaces", help: "replace it with spaces", line: line,
      columns: index..<end)
    // How many spaces an indentation should have is not known.
    if scalars[..<index].contains(where: { $0 != " " }) { tab.fix = TextFix(.text(" ")) }
    return tab
  }

  private func falseSpace(_ scalars: [Unicode.Scalar], line: Int) -> Pasted? {
    let indent = scalars.prefix { $0 == " " || PastedText.isFalseSpace($0) }
    var index = indent.firstIndex(where: PastedText.isFalseSpace)
    if index == nil, let colon = scalars.firstIndex(of: ":") {
      index = [colon - 1, colon + 1].first {
        scalars.indices.contains($0) && PastedText.isFalseSpace(scalars[$0])
      }
    }
    guard let index else { return nil }
    var found = Pasted(
      .nonBreakingSpace,
      "a \(PastedText.name(ofFalseSpace: scalars[index])) (\(scalars[index].codePoint)) is text to YAML, not space",
      help: PastedText.help(forFalseSpace: scalars[index]), line: line, columns: index..<(index + 1))
    found.fix = PastedText.fix(forSpaceAt: index, of: scalars, at: found.span)
    return found
  }

  private func curlyQuotes(_ scalars: [Unicode.Scalar], line: Int) -> Pasted? {
    let index = scalars.indices.first { index in
      PastedText.openingQuotes.contains(scalars[index]) && PastedText.beginsText(scalars, index)
    }
    guard let index else { return nil }
    return Pasted(
      .curlyQuotes, "a curly quote (\(scalars[index])) does not quote a text",
      help: "write straight quotes (\") instead", line: line, columns: index..<(index + 1))
  }

  /// Looks for a line such as `stage:decision` at the problem or in an unbroken run of such lines above it.
  private func missingSpace(in lines: SourceLines) -> Pasted? {
    switch problem {
    case "could not find expected ':'", "mapping values are not allowed in this context",
      "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>":
      break
    default: return nil
    }
    var found: Pasted?
    var number = Int(position.line)
    while number >= max(1, Int(position.line) - 100), number + 2 > Int(position.line) || found != nil {
      if let entry = Self.entryWithoutSpace(lines.scalars(number), line: number) {
        found = entry
      } else if found != nil {
        break
      }
      number -= 1
    }
    return found
  }

  private static func entryWithoutSpace(_ scalars: [Unicode.Scalar], line: Int) -> Pasted? {
    let content = scalars.drop { $0 == " " || $0 == "-" }
    guard let entry = PastedText.entryWithoutSpace(String(String.UnicodeScalarView(content))) else {
      return nil
    }
    var found = Pasted(
      .missingSpace, "no space after the colon of '\(entry.key):'",
      help: "write '\(entry.key): …'; put quotes around it if it is a text", line: line,
      columns: content.indices)
    found.fix = PastedText.fix(forSpaceAfter: entry.key, at: found.span)
    return found
  }
}

extension SourceLines {
  /// The characters of a line; none of a line that no person has typed, which may fill the file.
  func scalars(_ number: Int) -> [Unicode.Scalar] {
    guard let line = self[number], line.utf8.count <= 10_000 else { return [] }
    return Array(line.unicodeScalars)
  }
}
