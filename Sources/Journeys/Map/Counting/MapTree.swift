import Rules

/// Of whom there are maps: all, then the markets, then in each market its personas; nobody belongs to two of one level.
struct MapTree {
  struct Node {
    let scope: MapScope
    /// Index of the node that it is a part of; nil for all.
    let parent: Int?
  }

  let nodes: [Node]

  init(_ vocabulary: Vocabulary) {
    var nodes = [Node(scope: MapScope(market: nil, persona: nil), parent: nil)]
    let markets: [Int?] = vocabulary.markets.count == 0 ? [nil] : vocabulary.markets.indices.map { $0 }
    for market in markets {
      var parent = 0
      if let market {
        parent = nodes.count
        nodes.append(Node(scope: MapScope(market: market, persona: nil), parent: 0))
      }
      for (index, persona) in vocabulary.personas.items.enumerated() {
        guard persona.market == nil || persona.market == market else { continue }
        nodes.append(Node(scope: MapScope(market: market, persona: index), parent: parent))
      }
    }
    self.nodes = nodes
  }

  /// The parts of a node.
  func children(of node: Int) -> [Int] { nodes.indices.filter { nodes[$0].parent == node } }

  /// The nodes that a persona in a market belongs to, all among them.
  func path(to scope: MapScope) -> [Int] {
    nodes.indices.filter { nodes[$0].scope.includes(scope) }
  }
}

extension MapScope {
  func includes(_ other: MapScope) -> Bool {
    (market == nil || market == other.market) && (persona == nil || persona == other.persona)
  }
}
