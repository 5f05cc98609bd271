package import Diagnostics
package import Rules
import YAML

/// A rule book as it was loaded, from which the next load of its files goes on: most edits change a rule or two, and what
/// ten thousand others say need not be read again for them.
package struct KeptLoad: Sendable {
  package let book: RuleBook
  /// The files that are part of the book, in their order.
  package let files: [SourceFile]
  /// Sorted by file and position.
  package let diagnostics: [Diagnostic]
  /// All that were given to load, whether they are part of the book or not.
  let given: [SourceFile]
  /// By index of a rule: the same for rules that say the same; nil where that is not looked for.
  let digests: [Int?]
  /// By path of a file: what stands in it beside rules, where something does.
  let besideRules: [String: [Mapping.Entry]]
  /// How many rules stand as rules; those that rows of tables make come behind them in the order of the book.
  let ownRules: Int

  init(
    book: RuleBook, given: [SourceFile], files: [SourceFile], diagnostics: [Diagnostic], digests: [Int?],
    besideRules: [String: [Mapping.Entry]], ownRules: Int
  ) {
    self.book = book
    self.given = given
    self.files = files
    self.diagnostics = diagnostics
    self.digests = digests
    self.besideRules = besideRules
    self.ownRules = ownRules
  }

  /// What `RuleBook.load` would make of the files as they are now, where in those that changed nothing changed but rules,
  /// and those are sound; nil where the book has to be loaded anew.
  ///
  /// - Parameter workers: who reads the rules.
  package func reading(_ files: [SourceFile], _ workers: any Workers = Alone()) -> KeptLoad? {
    guard let edit = RuleEdit(of: self, to: files) else { return nil }
    let found = DiagnosticCollector()
    let symbols = Symbols(book)
    let declarations = Declarations(edit.changedFiles, edit.parsed, symbols, found)
    let read = RuleReading.readAll(declarations, symbols, found, workers)
    guard !found.hasErrors, let merged = MergedRules(self, without: edit.paths, with: read, in: declarations)
    else { return nil }
    let rules = merged.rules
    // What a check says of rules that did not change may rest on what these place.
    guard DetectionCheck.placed(by: rules) == DetectionCheck.placed(by: book.rules) else { return nil }
    let detectionOrder = DetectionOrder(rules)
    let checked = CheckedParts(
      names: book.names, rules: rules, soundRules: read.map(\.rule), actions: book.actions,
      detectionOrder: detectionOrder)
    for check in BookChecks.all { check.check(checked, found) }
    guard !found.hasErrors else { return nil }
    let parts = edit.parts
    return KeptLoad(
      book: RuleBook(
        revision: Revision.of(parts), names: book.names, actions: book.actions, rules: rules,
        detectionLayers: detectionOrder.layers, policies: book.policies, expressions: book.expressions),
      given: files, files: parts,
      diagnostics: (diagnostics.filter { !edit.paths.contains($0.location.file) }
        + found.diagnostics.filter { edit.paths.contains($0.location.file) }).sorted(),
      digests: merged.digests, besideRules: besideRules, ownRules: merged.ownRules)
  }
}
