import Rules

/// The rules of a book that are enabled, in an index for each time that a decision looks for those that match.
struct RuleIndexes: Sendable {
  /// Detect rules, those first on which others build.
  let detect: [RuleIndex]
  let placeStage: RuleIndex
  let placePersona: RuleIndex
  let recommend: RuleIndex
  let suppress: RuleIndex
  let alert: RuleIndex

  init(_ book: RuleBook, _ effects: CompiledEffects, _ builder: inout ProgramBuilder) {
    func index(
      _ recommendations: [RecommendationRow] = [], _ isWanted: (Rule.Effect) -> Bool
    ) -> RuleIndex {
      let rules = book.rules.indices.filter { book.rules[$0].isEnabled && isWanted(book.rules[$0].effect) }
      return RuleIndex(
        rules: rules, of: book, amounts: effects.amounts, recommendations: recommendations, with: &builder)
    }
    detect = book.detectionLayers.map {
      RuleIndex(rules: $0.sorted(), of: book, amounts: effects.amounts, with: &builder)
    }
    placeStage = index { if case .place(.stage) = $0 { true } else { false } }
    placePersona = index { if case .place(.persona) = $0 { true } else { false } }
    recommend = index(effects.recommendations) { if case .recommend = $0 { true } else { false } }
    suppress = index { if case .suppress = $0 { true } else { false } }
    alert = index { if case .alert = $0 { true } else { false } }
  }
}
