import Diagnostics
import Rules

extension DetectionOrder {
  /// How many rules of a circle are named.
  private static let longestTold = 20

  /// Reports each cycle at the id of its first rule.
  func report(_ rules: [Rule], _ symbols: Symbols, _ problems: Problems) {
    for cycle in cycles.map(\.steps) {
      let first = rules[cycle[0].rule]
      guard cycle.count > 1 else {
        let signal = cycle[0].signal.words(symbols)
        problems.report(
          Diagnostic(
            .error, .detectCycle, "'\(first.id)' asks for the \(signal), which it detects itself",
            at: first.location,
            help: "remove it from the condition: what is detected twice is merged"))
        continue
      }
      // A circle of hundreds of rules is told by its beginning.
      let ids = (cycle.map(\.rule) + [cycle[0].rule]).map { rules[$0].id }
      let way =
        ids.count <= Self.longestTold
        ? ids.joined(separator: " → ") : ids.prefix(Self.longestTold).joined(separator: " → ") + " → …"
      let notes = cycle.prefix(Self.longestTold).enumerated().map { position, step in
        Diagnostic.Note(
          "'\(ids[position])' asks for the \(step.signal.words(symbols)), which '\(ids[position + 1])' detects",
          at: rules[step.rule].location)
      }
      problems.report(
        Diagnostic(
          .error, .detectCycle, "detect rules wait for each other: \(way)",
          at: first.location, help: "let one of them ask for something that no rule of the circle detects",
          notes: notes))
    }
  }
}

extension DetectionSignal {
  fileprivate func words(_ symbols: Symbols) -> String {
    switch self {
    case .painPoint(let index): "pain point '\(symbols[.painPoint].ids[index])'"
    case .trigger(let index): "trigger '\(symbols[.trigger].ids[index])'"
    }
  }
}

extension DiagnosticID {
  static let detectCycle = DiagnosticID(
    "detect-cycle",
    page: """
      Detect rules may build on each other: one detects a pain point, and another asks for it. Here they do \
      so in a circle, so that none could run first. The notes show each step; even 'unless: {pain_points: \
      x}' on the rule that detects x is such a circle. Break it at one place: ask for the facts themselves \
      rather than for what was concluded from them. What is detected twice is merged anyway, with the \
      higher severity.
      """)
}
