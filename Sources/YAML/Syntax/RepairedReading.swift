import Diagnostics

/// Reads a file as often as it takes to get past each place where it is not well-formed: what belongs to such a place is
/// left out, or indented as it should be, and everything else is read as it stands.
struct RepairedReading {
  private let file: SourceFile
  private let text: YAMLText
  private let limits: YAMLLimits
  private var edit = TextEdit()

  /// After so many mistakes the rest of a file is left for the next time: each takes as long as reading it.
  private let most: Int
  private static let mostMistakes = 20
  private static let mostLinesRead = 200_000

  init(_ file: SourceFile, _ text: YAMLText, _ limits: YAMLLimits) {
    most = max(1, min(Self.mostMistakes, Self.mostLinesRead / max(1, file.lines.count)))
    self.file = file
    self.text = text
    self.limits = limits
  }

  mutating func read() -> YAMLDocument {
    var found: [Diagnostic] = []
    while true {
      var composer = Composer(text: text.edited(edit), file: file.path, limits: limits)
      let fatal: Diagnostic
      do {
        return document(try composer.compose(), found, composer.diagnostics)
      } catch {
        switch error {
        case .refused(let diagnostic): fatal = diagnostic
        case .malformed(let problem):
          let outline = edit.outline(of: text)
          let cause = problem.cause(in: outline)
          fatal = cause.diagnostic(in: file)
          if found.count < most, apply(cause, in: outline) {
            found.append(fatal)
            continue
          }
        }
      }
      // What was collected before may be the same mistake.
      let others =
        composer.diagnostics.filter { !$0.isAtLine(of: fatal) } + found.filter { !$0.isAtLine(of: fatal) }
      return YAMLDocument(root: nil, diagnostics: (others + [fatal]).sorted(), gaps: [.everything])
    }
  }

  private func document(_ root: Node?, _ found: [Diagnostic], _ others: [Diagnostic]) -> YAMLDocument {
    let rest = others.filter { other in !found.contains { $0.isAtLine(of: other) } }
    return YAMLDocument(root: root, diagnostics: (found + rest).sorted(), gaps: gaps(rest))
  }

  /// What is lacking: what was left out, and of entries with an error of their own their place.
  private func gaps(_ others: [Diagnostic]) -> [YAMLDocument.Gap] {
    let omitted = edit.omitted.map {
      SourceSpan(
        Position(line: UInt32($0.lowerBound), column: 1), Position(line: UInt32($0.upperBound), column: 1))
    }
    let places = omitted + others.filter { $0.severity == .error }.map(\.location.span)
    guard !places.isEmpty else { return [] }
    let outline = Outline(file.lines, indents: edit.indents)
    return places.map { place in
      let line = Int(place.line)
      return YAMLDocument.Gap(
        declaration: outline.declaration(around: line),
        section: outline.section(of: line), place: place)
    }
  }

  /// - Returns: whether that changes anything; else reading would fail at the same place again.
  private mutating func apply(_ cause: SyntaxCause, in outline: Outline) -> Bool {
    let line = Int(cause.span.line)
    if edit.add(cause.repair ?? .without([outline.block(at: line)])) { return true }
    // More has to go: all that the place belongs to.
    return edit.add(.without([outline.declaration(around: line)]))
  }
}

extension Diagnostic {
  /// Whether it says the same of the same line.
  fileprivate func isAtLine(of other: Diagnostic) -> Bool {
    id == other.id && location.span.line == other.location.span.line
  }
}
