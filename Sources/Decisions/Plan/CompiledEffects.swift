import Rules

/// What a detect rule adds.
enum DetectionRow: Sendable {
  case painPoint(Int, severity: AmountRow)
  case trigger(Int)
}

/// What a place rule is evidence for.
enum PlacementRow: Sendable {
  case stage(Int, confidence: AmountRow)
  case persona(Int, confidence: AmountRow)
}

/// What the rules of a book do, lowered; and the numbers that they compute.
struct CompiledEffects: Sendable {
  /// By index of a rule: what a detect rule adds.
  private(set) var detections: [Int32: [DetectionRow]] = [:]
  /// By index of a rule: what a place rule is evidence for.
  private(set) var placements: [Int32: PlacementRow] = [:]
  let ranking: Ranking
  /// By index of a rule: the first action that it recommends.
  private(set) var recommendations: [RecommendationRow] = []
  /// By index of a rule: the other actions that it recommends, where there are any.
  private(set) var furtherRecommendations: [Int32: [RecommendationRow]] = [:]
  /// By index of a rule: why it does it, where it says so.
  let because: [Localized<Template>?]
  /// By index of a rule.
  private(set) var amounts: [Int: [RuleIndex.Computed]] = [:]

  init(_ book: RuleBook, _ builder: inout ProgramBuilder) {
    ranking = Ranking(book)
    because = book.rules.map(\.because)
    recommendations.reserveCapacity(book.rules.count)
    for (index, rule) in book.rules.enumerated() {
      var first = RecommendationRow.none
      switch rule.effect {
      case .detect(let list):
        detections[Int32(index)] = list.map { detection in
          switch detection {
          case .painPoint(let item, let severity):
            .painPoint(item, severity: amount(severity, of: index, upTo: 1, &builder))
          case .trigger(let item): .trigger(item)
          }
        }
      case .place(.stage(let item, let confidence)):
        placements[Int32(index)] = .stage(item, confidence: amount(confidence, of: index, upTo: 1, &builder))
      case .place(.persona(let item, let confidence)):
        placements[Int32(index)] = .persona(
          item, confidence: amount(confidence, of: index, upTo: 1, &builder))
      case .recommend(let list):
        func row(_ recommendation: Recommendation) -> RecommendationRow {
          RecommendationRow(
            recommendation, score: amount(recommendation.score, of: index, upTo: 100, &builder), in: ranking,
            of: book, hasMore: list.count > 1)
        }
        if let main = list.first { first = row(main) }
        if list.count > 1 { furtherRecommendations[Int32(index)] = list.dropFirst().map(row) }
      case .suppress, .alert: break
      }
      recommendations.append(first)
    }
  }

  private mutating func amount(
    _ amount: Amount, of rule: Int, upTo highest: Double, _ builder: inout ProgramBuilder
  ) -> AmountRow {
    let row = builder.amount(amount)
    if case .computed(let expression) = row {
      amounts[rule, default: []].append(.init(expression: expression, highest: highest))
    }
    return row
  }
}
