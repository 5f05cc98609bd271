import Rules

/// Finds rules that no state fulfils, though each of their conditions can hold.
struct MatchlessRules: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    for (index, rule) in analysed.book.rules.enumerated()
    where rule.isEnabled && !analysed.isKnown(.neverHolds, of: rule) {
      guard analysed.sightings(of: index).isEmpty else { continue }
      guard analysed.isMatchless(index) else {
        result.leaveOpen(.neverHolds, rule.id)
        continue
      }
      result.add(
        Finding(
          .neverHolds, rule.id, at: .rule(id: rule.id),
          "'\(rule.id)' never matches: its conditions contradict each other",
          help: "see what each of them asks for, and take one out; or remove the rule"))
    }
  }
}
