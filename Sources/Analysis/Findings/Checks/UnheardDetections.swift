import Rules

/// Finds pain points and triggers that rules detect and that none asks for.
struct UnheardDetections: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    guard !analysed.mentions.looksAtAllSignals else { return }
    let unheard = analysed.detected.filter { !analysed.mentions.contains($0.key) }
    for (part, rule) in unheard.sorted(by: { $0.value.order < $1.value.order }) {
      guard case .item(let kind, let id) = part else { continue }
      result.add(
        Finding(
          .detectedUnused, id, at: .rule(id: rule.id),
          "'\(rule.id)' detects the \(kind.noun) '\(id)', and no rule asks for it",
          help: "write a rule that asks for it, or do without detecting it",
          notes: [.init("the \(kind.noun)", at: part)]))
    }
  }
}
