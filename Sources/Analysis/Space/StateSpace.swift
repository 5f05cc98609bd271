import Time

/// What states can differ in as far as some conditions of two books can tell: dimensions, each cut into cells.
package struct StateSpace: Sendable {
  /// In the order in which diagrams look at them.
  package let dimensions: [Dimension]
  /// Whether the dimension of the market is that of the fact, which follows from the persona where the state gives none;
  /// otherwise it is that of what the state gives.
  package let isMarketOneFact: Bool
  /// The personas that imply a market, by id.
  private let impliesMarket: Set<String>
  private let indices: [Subject: Int]

  /// - Parameter impliesMarket: the personas that imply a market, by id.
  package init(_ dimensions: [Dimension], isMarketOneFact: Bool, impliesMarket: Set<String> = []) {
    self.dimensions = dimensions
    self.isMarketOneFact = isMarketOneFact
    self.impliesMarket = impliesMarket
    indices = Dictionary(
      dimensions.enumerated().map { ($1.subject, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func index(of subject: Subject) -> Int? { indices[subject] }

  package func cells(_ dimension: Int) -> Int { dimensions[dimension].cells.count }

  /// A function with another answer for the states that there are none of: the market is known where the persona implies
  /// one.
  func withoutImpossible(
    _ diagram: Diagram, _ store: inout DiagramStore, otherwise answer: Int32
  ) throws(DiagramLimit) -> Diagram {
    guard isMarketOneFact, let market = index(of: .market), let persona = index(of: .persona) else {
      return diagram
    }
    let isImplied = try store.node(
      persona,
      dimensions[persona].cells.map { .always($0.text.map(impliesMarket.contains) ?? false ? 0 : 1) })
    let isPossible = try store.node(
      market, dimensions[market].cells.map { $0 == .unknown ? isImplied : .always(1) })
    var memory = DiagramStore.Memory()
    return try store.combine(diagram, isPossible, &memory, settled: { $0 == answer ? answer : nil }) {
      $1 == 1 ? $0 : answer
    }
  }
}
