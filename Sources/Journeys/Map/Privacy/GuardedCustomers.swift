import Rules

/// How many there are, and how many were in each stage, are in it, and were lost from it.
struct GuardedCustomers {
  private var numbers = GuardedNumbers()
  private let journeys: [Int]
  /// By stage, then by node.
  private var reached: [[Int]] = []
  private var open: [[Int]] = []
  private var lost: [[Int]] = []

  init(_ figures: [MapCounter.Figures], _ tree: MapTree, _ vocabulary: Vocabulary) {
    journeys = numbers.add(tree, figures.map { $0.stages?.journeys ?? 0 })
    for stage in vocabulary.stages.indices {
      let counts = figures.map { $0.stages?.stages[stage] }
      reached.append(numbers.add(tree, counts.map { $0?.reached ?? 0 }))
      open.append(numbers.add(tree, counts.map { $0?.open ?? 0 }))
      lost.append(numbers.add(tree, figures.map { $0.tally.lost[stage] }))
      for node in tree.nodes.indices {
        let others =
          numbers.people(reached[stage][node]) - numbers.people(open[stage][node])
          - numbers.people(lost[stage][node])
        // Where customers came back the three do not add up, and nothing follows.
        guard others >= 0 else { continue }
        let rest = numbers.add(people: others, .remainder)
        numbers.add(
          .init(
            whole: reached[stage][node], parts: [open[stage][node], lost[stage][node], rest],
            isDisjoint: false))
      }
    }
    for node in tree.nodes.indices {
      let inStages = open.map { $0[node] }
      let others = numbers.people(journeys[node]) - inStages.map { numbers.people($0) }.reduce(0, +)
      let rest = numbers.add(people: max(0, others), .remainder)
      numbers.add(.init(whole: journeys[node], parts: inStages + [rest], isDisjoint: true))
    }
    numbers.protect()
  }

  func areJourneysShown(_ node: Int) -> Bool { numbers.isShown(journeys[node]) }
  func isReachedShown(_ stage: Int, _ node: Int) -> Bool { numbers.isShown(reached[stage][node]) }
  func isOpenShown(_ stage: Int, _ node: Int) -> Bool { numbers.isShown(open[stage][node]) }
  func isLostShown(_ stage: Int, _ node: Int) -> Bool { numbers.isShown(lost[stage][node]) }
}
