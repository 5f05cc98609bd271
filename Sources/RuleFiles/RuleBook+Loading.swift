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
}

extension RuleBook {
  /// Reads and checks all files of a rule book in one pass: every mistake in every file is reported.
  ///
  /// - Parameters:
  ///   - files: in any order; those that are no part of a book by their names are ignored.
  ///   - zones: where the book, and what is decided by it, looks up time zones.
  package static func load(_ files: [SourceFile], zones: ZoneTable = ZoneTable()) -> RuleBookLoad {
    let files = files.filter { RuleFile.belongs(path: $0.path) }.sorted { bytesPrecede($0.path, $1.path) }
    let revision = Revision.of(files)
    let problems = Problems()
    let symbols = Symbols(zones: zones)
    let declarations = Declarations(files, symbols, problems)
    symbols.declare(declarations)
    symbols.zone = Policies.zone(declarations.policies)
    let vocabulary = Vocabulary(declarations, symbols)
    Attribute.load(declarations, vocabulary, symbols)
    let expressions = ExpressionLanguage(symbols.names, zones: zones)
    symbols.expressions = expressions
    let actions = Action.load(declarations, symbols)
    let policies = Policies(declarations.policies, symbols)
    let loaded = Rule.load(declarations, problems)
    let rules = loaded.map(\.rule)
    let order = DetectionOrder(rules)
    order.report(rules, symbols, problems)
    let checks = BookChecks(symbols: symbols, problems: problems)
    // Where a part of a rule was refused, what is left says something else than was meant.
    checks.check(loaded.filter(\.isSound).map(\.rule), amid: rules)
    checks.check(actions)
    let book = RuleBook(
      revision: revision, names: symbols.names, actions: actions, rules: rules,
      detectionLayers: order.layers, policies: policies, expressions: expressions)
    return RuleBookLoad(
      book: problems.hasErrors ? nil : book, revision: revision, diagnostics: problems.diagnostics.sorted())
  }
}

extension Declarations {
  /// Parses the files of a book, in their order, and collects what they declare.
  fileprivate init(_ files: [SourceFile], _ symbols: Symbols, _ problems: Problems) {
    self.init()
    for file in files {
      let document = YAMLDocument.parse(file)
      document.diagnostics.forEach(problems.report)
      // What a broken file declares is not known, so that no reference of the book can be called wrong: see
      // `Reader.reference`.
      if document.diagnostics.contains(where: { $0.severity == .error }) { noteUnreadableFile() }
      guard let root = document.root else { continue }
      add(root, Reader(source: SourceText(file), symbols: symbols, problems: problems))
    }
  }
}

extension Symbols {
  /// Adds the ids of all sections.
  fileprivate func declare(_ declarations: Declarations) {
    let (kinds, groups) = Action.kindsAndGroups(declarations[.actions])
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
