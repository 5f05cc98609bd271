import Rules

/// Which numbers of all maps together may be shown.
struct MapGuard {
  let customers: GuardedCustomers
  let touchpoints: GuardedTouchpoints
  /// By pain point; places as in `GuardedTouchpoints`.
  let painPoints: [[GuardedTree]]
  /// By stage: how long people stay.
  let stays: [GuardedTree]
  /// By stage; of no use without a contact history.
  let contacts: [GuardedContacts]

  init(_ figures: [MapCounter.Figures], _ tree: MapTree, _ vocabulary: Vocabulary) {
    let stages = vocabulary.stages.indices
    customers = GuardedCustomers(figures, tree, vocabulary)
    touchpoints = GuardedTouchpoints(figures, tree, vocabulary)
    painPoints = vocabulary.painPoints.indices.map { painPoint in
      GuardedTouchpoints.places(vocabulary).map { place in
        GuardedTree(tree, figures.map { $0.tally.painPoints[painPoint][place].people })
      }
    }
    stays = stages.map { stage in GuardedTree(tree, figures.map { $0.tally.watched[stage] }) }
    contacts = stages.map { GuardedContacts(figures, tree, stage: $0) }
  }
}

/// One number of every map, which no other number follows from.
struct GuardedTree {
  private var numbers = GuardedNumbers()
  private let cells: [Int]

  /// - Parameter people: by node of the tree.
  init(_ tree: MapTree, _ people: [Int]) {
    cells = numbers.add(tree, people)
    numbers.protect()
  }

  func isShown(_ node: Int) -> Bool { numbers.isShown(cells[node]) }
}

extension GuardedNumbers {
  /// Adds a number of every map: what a map counts is the sum of its parts, and of those who belong to none.
  mutating func add(_ tree: MapTree, _ people: [Int], _ kind: Kind = .cell) -> [Int] {
    let cells = people.map { add(people: $0, kind) }
    for node in tree.nodes.indices {
      let parts = tree.children(of: node)
      if parts.isEmpty { continue }
      let others = people[node] - parts.map { people[$0] }.reduce(0, +)
      let rest = add(people: max(0, others), kind == .cell ? .unmapped : kind)
      add(Sum(whole: cells[node], parts: parts.map { cells[$0] } + [rest], isDisjoint: true))
    }
    return cells
  }
}

/// What was sent in a stage, and how much of it was accepted.
struct GuardedContacts {
  private var numbers = GuardedNumbers()
  private let sent: [Int]
  private let accepted: [Int]

  init(_ figures: [MapCounter.Figures], _ tree: MapTree, stage: Int) {
    sent = numbers.add(tree, figures.map { $0.tally.contacted[stage] })
    accepted = numbers.add(tree, figures.map { $0.tally.accepting[stage] })
    for (node, figures) in figures.enumerated() {
      guard let stage = figures.stages?.stages[stage], let all = stage.contacts else { continue }
      let others = all - (stage.acceptedContacts ?? 0)
      let rest = numbers.add(people: min(others, figures.tally.contacted[stage.stage]), .remainder)
      numbers.add(.init(whole: sent[node], parts: [accepted[node], rest], isDisjoint: false))
    }
    numbers.protect()
  }

  func isSentShown(_ node: Int) -> Bool { numbers.isShown(sent[node]) }
  func isAcceptedShown(_ node: Int) -> Bool { numbers.isShown(accepted[node]) }
}
