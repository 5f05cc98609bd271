import Time

/// What states can differ in as far as some conditions of two books can tell: dimensions, each cut into cells.
package struct StateSpace: Sendable {
  /// In the order in which diagrams look at them.
  package let dimensions: [Dimension]
  /// Whether the dimension of the market is that of the fact, which follows from the persona where the state gives none;
  /// otherwise it is that of what the state gives.
  package let isMarketOneFact: Bool
  private let indices: [Subject: Int]

  package init(_ dimensions: [Dimension], isMarketOneFact: Bool) {
    self.dimensions = dimensions
    self.isMarketOneFact = isMarketOneFact
    indices = Dictionary(
      dimensions.enumerated().map { ($1.subject, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func index(of subject: Subject) -> Int? { indices[subject] }

  package func cells(_ dimension: Int) -> Int { dimensions[dimension].cells.count }
}
