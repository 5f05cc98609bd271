package import Diagnostics
package import Rules
package import Time
import YAML

/// What came of loading a rule book.
package struct RuleBookLoad: Sendable {
  /// Nil where there is an error among the diagnostics.
  package let book: RuleBook?
  /// The first 12 hex digits of the content hash, whether or not the book is sound.
  package let revision: String
  /// Sorted by file and position.
  package let diagnostics: [Diagnostic]
  /// The files that are part of the book, in their order.
  package let files: [SourceFile]
  /// What they declare for others to refer to, as far as it could be read.
  package let words: BookWords
  /// Where what they declare stands.
  package let places: BookPlaces
  /// What they say of what `waymark check` finds: it decides nothing.
  package let settings: CheckSettings
  /// From which the next load of the files can go on; nil where it has to begin anew.
  package let kept: KeptLoad?
}

extension RuleBook {
  /// Reads and checks all files of a rule book in one pass: every mistake in every file is reported.
  ///
  /// - Parameters:
  ///   - files: in any order; those that are no part of a book by their names are ignored.
  ///   - limits: how much a book may declare.
  ///   - rows: what one of the tables is to have instead of its own rows.
  ///   - now: when it is read, where what is over by then is to be told.
  ///   - zones: where the book, and what is decided by it, looks up time zones.
  ///   - parsed: what of the files was parsed before.
  ///   - workers: who reads the rules.
  package static func load(
    _ files: [SourceFile], limits: BookLimits = .standard, rows: TableRows? = nil, now: Instant? = nil,
    zones: ZoneTable = ZoneTable(), parsed: ParsedFiles = ParsedFiles(), workers: any Workers = Alone()
  ) -> RuleBookLoad {
    let given = files
    let sheets = Sheets(files.filter { RuleFile.kind(ofPath: $0.path) == .sheet }, replacement: rows)
    let files = files.filter { RuleFile.belongs(path: $0.path) }.sorted { bytesPrecede($0.path, $1.path) }
    let diagnostics = DiagnosticCollector()
    let symbols = Symbols(zones: zones)
    symbols.now = now
    var declarations = Declarations(files, parsed, symbols, diagnostics)
    declarations.check(limits)
    declarations.checkOrderOfStages()
    symbols.declare(declarations)
    symbols.zone = PolicyReader.zone(declarations.policies)
    let vocabulary = VocabularyReader.readAll(declarations, symbols)
    AttributeReader.readAll(declarations, vocabulary, symbols)
    let expressions = ExpressionLanguage(symbols.names, zones: zones)
    symbols.expressions = expressions
    let actions = ActionReader.readAll(declarations, symbols)
    let policies = PolicyReader.readAll(declarations.policies, symbols)
    let ownRules = declarations[.rules].count
    declarations.expandTables(sheets)
    let parts = (files + sheets.used).sorted { bytesPrecede($0.path, $1.path) }
    let revision = Revision.of(parts)
    let loaded = RuleReading.readAll(declarations, symbols, diagnostics, workers)
    let rules = loaded.map(\.rule)
    let detectionOrder = DetectionOrder(rules)
    let checked = CheckedParts(
      names: symbols.names, rules: rules, soundRules: loaded.filter(\.isSound).map(\.rule), actions: actions,
      detectionOrder: detectionOrder)
    for check in BookChecks.all { check.check(checked, diagnostics) }
    // Where something could not be read, a table may name any.
    if !diagnostics.hasErrors { sheets.noteUnused(diagnostics) }
    let words = BookWords(symbols, actions, rules, policies)
    let found = CopiedFiles.told(diagnostics.diagnostics, in: parts).sorted()
    guard !diagnostics.hasErrors else {
      return RuleBookLoad(
        book: nil, revision: revision, diagnostics: found, files: parts,
        words: words, places: declarations.places, settings: symbols.settings, kept: nil)
    }
    let book = RuleBook(
      revision: revision, names: symbols.names, actions: actions, rules: rules,
      detectionLayers: detectionOrder.layers, policies: policies, expressions: expressions)
    let isUsual = rows == nil && now == nil
    return RuleBookLoad(
      book: book, revision: revision, diagnostics: found, files: parts,
      words: words, places: declarations.places, settings: symbols.settings,
      kept: isUsual
        ? KeptLoad(
          book: book, given: given, files: parts, diagnostics: found, digests: loaded.map(\.digest),
          besideRules: declarations.besideRules, ownRules: ownRules) : nil)
  }
}

extension SourceFile {
  /// Whether there is nothing in it, not even a comment.
  package var isBlank: Bool {
    // Of most files the first byte tells.
    if bytes.contains(where: { (0x21...0x7e).contains($0) }) { return false }
    let lines = lines
    return (1...lines.count).allSatisfy { lines[$0]?.trimmed.isEmpty ?? true }
  }

  /// Whether there is more in it than comments.
  package var holdsSomething: Bool {
    let lines = lines
    return (1...lines.count).contains { line in
      guard let text = lines[line]?.trimmed else { return false }
      return !(text.isEmpty || text.hasPrefix("#") || text == "---")
    }
  }
}

extension DiagnosticID {
  package static let emptyFile = DiagnosticID(
    "empty-file",
    page: """
      A rule file has nothing in it, not even a comment: perhaps it was made and not yet saved, or its contents were lost. \
      A full disk leaves files so. Whatever it held is not in force. A daemon that serves goes on with the rules of before \
      while a file that held something is empty. Put back what it held, or remove the file.
      """)
}

extension Symbols {
  /// Adds the ids of all sections.
  fileprivate func declare(_ declarations: Declarations) {
    let (kinds, groups) = ActionReader.kindsAndGroups(declarations[.actions])
    names = BookNames { kind in
      let ids =
        switch kind {
        case .kind: kinds.sorted(by: bytesPrecede)
        case .group: groups.sorted(by: bytesPrecede)
        case .stage: declarations.ids(of: .stages)
        default: declarations.ids(of: kind.section).sorted(by: bytesPrecede)
        }
      return IDTable(kind, ids: ids, isComplete: declarations.isComplete(kind.section))
    }
    hasAllAttributes = declarations.isComplete(.attributes)
  }
}
