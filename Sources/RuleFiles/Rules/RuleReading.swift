import Diagnostics
import Rules

/// A rule as it was read.
struct ReadRule: Sendable {
  let rule: Rule
  /// Whether there was no error in it.
  let isSound: Bool
  /// The same, in this process, for rules that say the same; nil where that is not looked for.
  let digest: Int?
}

/// Reads all rules of a book.
enum RuleReading {
  /// So many are read sooner than they are handed out.
  private static let few = 500

  /// - Returns: by id.
  static func readAll(
    _ declarations: Declarations, _ symbols: Symbols, _ diagnostics: DiagnosticCollector,
    _ workers: any Workers
  ) -> [ReadRule] {
    let rules = declarations[.rules]
    let found =
      readSideBySide(rules, symbols, diagnostics, workers)
      ?? rules.enumerated().map { read($1, order: $0, diagnostics) }
    noteSame(rules, found, diagnostics)
    let own = zip(rules, found).compactMap { declaration, rule in declaration.isFirst ? rule : nil }
    return own.sorted { bytesPrecede($0.rule.id, $1.rule.id) }
  }

  private static func read(
    _ declaration: Declaration, order: Int, _ diagnostics: DiagnosticCollector
  ) -> ReadRule? {
    let errorCount = diagnostics.errorCount
    return RuleReader(context: declaration.context).read(declaration, order: order).map {
      ReadRule(rule: $0, isSound: diagnostics.errorCount == errorCount, digest: declaration.digest)
    }
  }

  // MARK: Several threads

  private struct Stretch: Sendable {
    let rules: [ReadRule?]
    let diagnostics: [Diagnostic]
    let acceptances: [Acceptance]
    let hasErrors: Bool
  }

  /// Reads stretches of rules at the same time. Nil where there is any mistake: what is told of it may rest on what was
  /// told before.
  private static func readSideBySide(
    _ rules: [Declaration], _ symbols: Symbols, _ diagnostics: DiagnosticCollector, _ workers: any Workers
  ) -> [ReadRule?]? {
    guard workers.count > 1, rules.count > few, !diagnostics.hasErrors else { return nil }
    // Several for each, as some take longer than others.
    let stretchCount = min(workers.count * 4, rules.count * 2 / few)
    let size = (rules.count + stretchCount - 1) / stretchCount
    let texts = rules.map { Declaration.Text($0) }
    let copy = symbols.copy
    let stretches = workers.map(stretchCount) { number in
      let start = number * size
      return read(texts[start..<min(start + size, texts.count)], from: start, copy)
    }
    var settings = symbols.settings
    guard !stretches.contains(where: \.hasErrors), settings.add(stretches.flatMap(\.acceptances)) else {
      return nil
    }
    symbols.settings = settings
    for stretch in stretches { stretch.diagnostics.forEach(diagnostics.report) }
    return stretches.flatMap(\.rules)
  }

  /// - Parameter first: the order of the first rule.
  private static func read(
    _ texts: ArraySlice<Declaration.Text>, from first: Int, _ copy: Symbols.Copy
  ) -> Stretch {
    let symbols = Symbols(copy)
    let diagnostics = DiagnosticCollector()
    var context: ReadingContext?
    var rules: [ReadRule?] = []
    rules.reserveCapacity(texts.count)
    for text in texts {
      let own: ReadingContext
      if let context, context.file.path == text.file.path {
        own = context
      } else {
        own = text.context(symbols, diagnostics)
      }
      context = own
      rules.append(read(text.declaration(in: own), order: first + rules.count, diagnostics))
    }
    return Stretch(
      rules: rules, diagnostics: diagnostics.diagnostics, acceptances: symbols.settings.acceptances,
      hasErrors: diagnostics.hasErrors)
  }

  // MARK: Copies

  /// Warns of rules that say the same as others.
  private static func noteSame(
    _ rules: [Declaration], _ read: [ReadRule?], _ diagnostics: DiagnosticCollector
  ) {
    var known = SameRules()
    for (declaration, rule) in zip(rules, read) {
      // Of what is broken, parts are missing that may be the difference.
      guard let digest = rule?.digest, !diagnostics.hasError(in: declaration.context.file.path),
        let first = known.add(declaration, digest)
      else { continue }
      declaration.context.report(
        .warning, .duplicate, "'\(declaration.id)' says the same as '\(first.id)'", at: declaration.span,
        help: "change it to what was meant, or remove it",
        notes: [Diagnostic.Note("'\(first.id)' stands here", at: first.context.location(first.span))],
        fix: TextFix(.removal, changing: "rules.\(declaration.id)"))
    }
  }
}
