package import Diagnostics
import Rules

/// Warns of a condition that asks whether a journey stalled in a stage where none ever does.
struct StallCheck: BookCheck {
  let reports: [DiagnosticID] = [.stallsNowhere]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    let stages = parts.names.vocabulary.stages.items
    for rule in parts.soundRules {
      guard let terms = rule.when?.terms, let stalled = terms.first(where: \.asksForStall) else { continue }
      let asked = terms.compactMap(\.stages).first ?? stages.map(\.id)
      let found = stages.filter { asked.contains($0.id) }
      guard !found.isEmpty, found.allSatisfy({ $0.stallsAfter == nil }) else { continue }
      diagnostics.report(
        .warning, .stallsNowhere,
        "'\(rule.id)' can never match: no journey stalls in \(listed(found.map(\.id)))",
        at: stalled.span, of: rule.location,
        help: "add 'stalls_after: 30d' to the stage, say")
    }
  }
}

extension Condition.Term {
  fileprivate var asksForStall: Bool {
    guard case .fact(.builtIn(.stalled), let comparisons) = test else { return false }
    return comparisons.contains { if case .equal(.bool(true)) = $0 { true } else { false } }
  }

  /// The stages of which a journey has to be in one; nil where it asks for something else.
  fileprivate var stages: [String]? {
    guard case .fact(.builtIn(.stage), let comparisons) = test else { return nil }
    return comparisons.lazy.compactMap { comparison -> [String]? in
      switch comparison {
      case .equal(.string(let stage)): [stage]
      case .isIn(let stages): stages.compactMap { if case .string(let stage) = $0 { stage } else { nil } }
      default: nil
      }
    }.first
  }
}

extension DiagnosticID {
  package static let stallsNowhere = DiagnosticID(
    "stalls-nowhere",
    page: """
      A rule asks whether a journey stalled, in stages that do not say after what time one does, so that it is never \
      known. Add 'stalls_after: 30d', or what is usual, to the stage.
      """)
}
