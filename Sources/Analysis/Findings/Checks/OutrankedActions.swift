import Decisions
import Rules

/// Finds actions that come after as many others as an answer has, wherever they are candidates.
struct OutrankedActions: AnalysisCheck {
  /// Proofs that are tried of one rule, each with more rules that come before it.
  private static let rounds = 16
  private static let nodes = 20_000

  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    let limit = book.policies.limit
    guard limit > 0 else { return }
    for (action, recommenders) in analysed.recommenders.sorted(by: { $0.key < $1.key }) {
      let rules = recommenders.map(\.rule).withoutRepeats.filter { !analysed.sightings(of: $0).isEmpty }
      guard !rules.isEmpty else { continue }
      let isSeen = rules.contains { rule in
        analysed.sightings(of: rule).contains { $0.reaches(action, within: limit) }
      }
      guard !isSeen else { continue }
      let id = book.actions[action].id
      // Once more, with states that differ more.
      let isSeenElsewhere = rules.contains { rule in
        analysed.sightings(of: rule, 6).contains { $0.reaches(action, within: limit) }
      }
      guard !isSeenElsewhere else { continue }
      var isProved = true
      var isRefuted = false
      for recommender in recommenders where !isRefuted && !analysed.isMatchless(recommender.rule) {
        switch outranking(action, recommender.recommendation, by: recommender.rule, limit, analysed) {
        case .proved: break
        case .refuted: isRefuted = true
        case .open: isProved = false
        }
      }
      guard !isRefuted else { continue }
      guard isProved else {
        result.leaveOpen(.shadowed, id)
        continue
      }
      result.add(
        Finding(
          .shadowed, id, at: analysed.part(ofAction: action),
          "'\(id)' is never among the first \(limit) where nothing is held back: others come before it wherever it is a candidate",
          help: "raise its score or weight, lower those of the others, or raise 'policies.limit'",
          notes: rules.prefix(3).map { .init("it is recommended here", at: analysed.part(ofRule: $0)) },
          witness: analysed.sightings(of: rules[0]).first?.witness))
    }
  }

  private enum Answer { case proved, refuted, open }

  /// Whether, wherever a rule matches, so many other actions surely come before what it recommends.
  ///
  /// The proof begins with the rules that come before it in one state. A state for which these are not enough is decided:
  /// either it refutes the claim, or it shows rules that are to be added.
  private func outranking(
    _ action: Int, _ recommendation: Recommendation, by rule: Int, _ limit: Int, _ analysed: AnalysedBook
  ) -> Answer {
    guard let first = analysed.sightings(of: rule).first else { return .open }
    let bar = Bar(action, recommendation, analysed.book)
    var ahead: [Int: [Int]] = [:]
    bar.add(rulesOf: first, upTo: limit, to: &ahead)
    for _ in 0..<Self.rounds {
      guard let (proof, counts) = try? counts(in: rule, of: ahead, limit, analysed) else { return .open }
      if proof.allLieIn(limit, counts) { return .proved }
      let boxes = proof.boxes(whereLessThan: limit, of: counts, limit: 4)
      guard
        let next = StateSearch(analysed, in: proof.space, boxes).sightings(1, where: { $0.matches(rule) })
          .first
      else { return .open }
      if next.reaches(action, within: limit) { return .refuted }
      guard bar.add(rulesOf: next, upTo: limit, to: &ahead) else { return .open }
    }
    return .open
  }

  /// How many of some actions' rules match wherever a rule does.
  private func counts(
    in rule: Int, of ahead: [Int: [Int]], _ limit: Int, _ analysed: AnalysedBook
  ) throws(DiagramLimit) -> (RuleProof, Diagram) {
    let rules = analysed.book.rules
    let lists = ahead.sorted { $0.key < $1.key }.map { $0.value.map { rules[$0] } }
    var proof = RuleProof(analysed, [rules[rule]] + lists.flatMap(\.self), limit: Self.nodes)
    let matches = try proof.matches(rules[rule])
    var others: [Diagram] = []
    for list in lists { others.append(try proof.matchesAny(list)) }
    let counts = try proof.counts(in: matches, of: others, upTo: limit)
    return (proof, counts)
  }

  /// What an action has to come before.
  private struct Bar {
    private let action: Int
    private let priority: Int64
    private let book: RuleBook

    init(_ action: Int, _ recommendation: Recommendation, _ book: RuleBook) {
      self.action = action
      self.book = book
      priority = Priority.millionths(
        score: recommendation.score.literal ?? 100, weight: book.actions[action].weight)
    }

    /// Adds rules that match for a state and come before it, by action; false where there is none that is new.
    ///
    /// - Parameter count: how many at most.
    @discardableResult
    func add(rulesOf sighting: Sighting, upTo count: Int, to ahead: inout [Int: [Int]]) -> Bool {
      var left = count
      for rule in sighting.decision.matched.map(Int.init) where left > 0 {
        guard case .recommend(let list) = book.rules[rule].effect else { continue }
        for one in list where one.action != action {
          guard let score = one.score.literal,
            (Priority.millionths(score: score, weight: book.actions[one.action].weight), -one.action)
              > (priority, -action), ahead[one.action]?.contains(rule) != true
          else { continue }
          ahead[one.action, default: []].append(rule)
          left -= 1
        }
      }
      return left < count
    }
  }
}
