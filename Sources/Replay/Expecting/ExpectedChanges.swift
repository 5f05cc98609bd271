package import Diagnostics
import RuleFiles
package import Rules
import YAML

/// A file of changes that are meant:
///
///     - rule: show-the-product
///       because: The demo comes before the price
///     - {action: product-demo, stage: [consideration, decision]}
package struct ExpectedChanges: Sendable {
  /// In the order of the file.
  package let entries: [ExpectedChange]
  /// What is wrong with it, sorted.
  package let diagnostics: [Diagnostic]

  package static let none = ExpectedChanges(entries: [], diagnostics: [])

  /// - Parameter book: the new rule book; a rule or an action that only an older one has may be named as well.
  package static func load(_ file: SourceFile, for book: RuleBook) -> ExpectedChanges {
    let collector = DiagnosticCollector()
    let document = YAMLDocument.parse(file)
    document.diagnostics.forEach(collector.report)
    var entries: [ExpectedChange] = []
    if let root = document.root {
      let context = ReadingContext(file, book, collector, gaps: document.gaps)
      entries = ExpectedChangeReader(context: context).read(root)
    }
    return ExpectedChanges(entries: entries, diagnostics: collector.diagnostics.sorted())
  }

  /// What to say of entries that covered nothing.
  ///
  /// - Parameter counts: by entry, how many decisions it covered.
  package func unmatched(_ counts: [Int]) -> [Diagnostic] {
    entries.enumerated().filter { counts.indices.contains($0.offset) ? counts[$0.offset] == 0 : true }.map {
      entry in
      Diagnostic(
        .warning, .changeNotFound, "nothing changed as this entry expects", at: entry.element.location,
        help: "correct it, or remove it")
    }
  }
}

/// The keys of an entry.
enum ExpectedChangeKey: String, MappingKey {
  case rule, policy, action, stage, persona, market, outcome, because

  static let remedies = [
    "rules": "write 'rule', also for a list", "actions": "write 'action', also for a list",
    "stages": "write 'stage', also for a list", "reason": "write 'because'",
  ]
}

/// Reads a file of changes that are meant.
struct ExpectedChangeReader: NodeReader {
  let context: ReadingContext

  func read(_ root: Node) -> [ExpectedChange] {
    let nodes = list(
      root, "a file of expected changes", help: "start each entry with '- ': '- rule: some-rule'")
    return (nodes ?? []).compactMap { entry($0) }
  }

  private func entry(_ node: Node) -> ExpectedChange? {
    guard let mapping = mapping(node, "an expected change", help: "write 'rule: some-rule', say") else {
      return nil
    }
    var change = ExpectedChange(at: location(node.span))
    var filters = 0
    keys(of: mapping, "an expected change", as: ExpectedChangeKey.self) { key, entry in
      let texts = (oneOrMany(entry.value, key.rawValue) ?? []).compactMap { scalar($0, key.rawValue)?.text }
      if key != .because { filters += 1 }
      switch key {
      case .rule: change.rules = texts
      case .policy: change.policies = texts
      case .action: change.actions = texts
      case .stage: change.stages = texts
      case .persona: change.personas = texts
      case .market: change.markets = texts
      case .outcome: change.outcomes = outcomes(entry.value)
      case .because: change.because = scalar(entry.value, "because")?.text
      }
    }
    if filters == 0, mapping.entries.allSatisfy({ ExpectedChangeKey(rawValue: $0.key.text) != nil }) {
      error(
        .expectsEverything, "this entry would expect every change", at: node.span,
        help: "say which: add 'rule: …', 'policy: …', 'action: …' or 'stage: …'")
      return nil
    }
    return change
  }

  private func outcomes(_ node: Node) -> [String] {
    (oneOrMany(node, "outcome") ?? []).compactMap { node in
      scalars.choice(
        node, "outcome", as: DecisionOutcome.self, "outcome", unknown: .unknownDecisionOutcome)?.rawValue
    }
  }
}

/// What can be wrong with expected changes, beside what can be wrong with rule files.
package enum ReplayDiagnostics {
  package static let catalogue: [DiagnosticID] = [.changeNotFound, .expectsEverything]
}

extension DiagnosticID {
  static let changeNotFound = DiagnosticID(
    "change-not-found",
    page: """
      An entry in the file of expected changes (`waymark replay --expect`) fits no decision that changed. Either the \
      rules do not do what was meant, or an id in the entry is misspelt, or the change is done and the entry is old. \
      Correct it, or remove it.
      """)

  static let expectsEverything = DiagnosticID(
    "expects-everything",
    page: """
      An entry in the file of expected changes (`waymark replay --expect`) names no rule, policy, action, stage, \
      persona, market or outcome, so that it would cover every change and nothing could be found. Say which changes \
      are meant.
      """)
}
