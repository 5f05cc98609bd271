import Rules

/// Who met each touchpoint, and how it felt.
struct GuardedTouchpoints {
  /// By touchpoint, then by place.
  private let met: [[GuardedTree]]
  private var feelings = GuardedNumbers()
  /// By touchpoint, all of them last; then by place, then by node.
  private var felt: [[[Int]]] = []

  /// The places for which there are numbers: the stages, then the whole journey.
  static func places(_ vocabulary: Vocabulary) -> [MapTally.Place] {
    vocabulary.stages.indices.map { .stage($0) } + [.whole]
  }

  init(_ figures: [MapCounter.Figures], _ tree: MapTree, _ vocabulary: Vocabulary) {
    let places = Self.places(vocabulary)
    // Those that the book does not declare are one more.
    let touchpoints = 0...vocabulary.touchpoints.count
    met = touchpoints.map { touchpoint in
      places.map { place in GuardedTree(tree, figures.map { $0.tally.touchpoints[touchpoint][place].people })
      }
    }
    let subjects: [(MapTally) -> MapTally.Places] =
      touchpoints.map { touchpoint in { $0.touchpoints[touchpoint] } } + [{ $0.anyTouchpoint }]
    for subject in subjects {
      felt.append(
        places.map { place in feelings.add(tree, figures.map { subject($0.tally)[place].feelers }) })
      let outside = feelings.add(tree, figures.map { subject($0.tally)[.outside].feelers }, .remainder)
      let whole = felt[felt.count - 1]
      for node in tree.nodes.indices {
        feelings.add(
          .init(
            whole: whole[places.count - 1][node],
            parts: whole.dropLast().map { $0[node] } + [outside[node]], isDisjoint: false))
      }
    }
    for place in places.indices {
      for node in tree.nodes.indices {
        let parts = felt.dropLast().map { $0[place][node] }
        feelings.add(.init(whole: felt[felt.count - 1][place][node], parts: parts, isDisjoint: false))
      }
    }
    feelings.protect()
  }

  /// - Parameters:
  ///   - touchpoint: its index; nil: those that the book does not declare.
  ///   - place: its index among the places.
  func isMetShown(_ touchpoint: Int?, _ place: Int, _ node: Int) -> Bool {
    met[touchpoint ?? met.count - 1][place].isShown(node)
  }

  /// Whether the feelings about it are shown, with the number of those who told them.
  func isFeelingShown(_ touchpoint: Int?, _ place: Int, _ node: Int) -> Bool {
    feelings.isShown(felt[touchpoint ?? met.count - 1][place][node])
  }

  /// The same of all touchpoints together.
  func isFeelingOfAllShown(_ place: Int, _ node: Int) -> Bool {
    feelings.isShown(felt[felt.count - 1][place][node])
  }
}
