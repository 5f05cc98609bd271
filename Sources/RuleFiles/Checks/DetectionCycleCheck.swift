import Diagnostics
import Rules

/// Reports detect rules that wait for each other, each circle at the id of its first rule.
struct DetectionCycleCheck: BookCheck {
  let reports: [DiagnosticID] = [.detectCycle]

  /// How many rules of a circle are named: one of hundreds is shown by its beginning.
  private static let longestShown = 20

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    for cycle in parts.detectionOrder.cycles.map(\.steps) {
      let first = parts.rules[cycle[0].rule]
      guard cycle.count > 1 else {
        let signal = words(cycle[0].signal, parts.names)
        diagnostics.report(
          .error, .detectCycle, "'\(first.id)' asks for the \(signal), which it detects itself",
          at: first.location.span, of: first.location,
          help: "remove it from the condition: what is detected twice is merged")
        continue
      }
      let ids = (cycle.map(\.rule) + [cycle[0].rule]).map { parts.rules[$0].id }
      let way =
        ids.prefix(Self.longestShown).joined(separator: " → ") + (ids.count > Self.longestShown ? " → …" : "")
      let notes = cycle.prefix(Self.longestShown).enumerated().map { position, step in
        Diagnostic.Note(
          "'\(ids[position])' asks for the \(words(step.signal, parts.names)), which '\(ids[position + 1])' detects",
          at: parts.rules[step.rule].location)
      }
      diagnostics.report(
        .error, .detectCycle, "detect rules wait for each other: \(way)", at: first.location.span,
        of: first.location, help: "let one of them ask for something that no rule of the circle detects",
        notes: notes)
    }
  }

  private func words(_ signal: DetectionSignal, _ names: BookNames) -> String {
    switch signal {
    case .painPoint(let index): "pain point '\(names[.painPoint].ids[index])'"
    case .trigger(let index): "trigger '\(names[.trigger].ids[index])'"
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
