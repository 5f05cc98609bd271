/// Which detect rules build on which: a rule stands after all that detect what it asks for.
package struct DetectionOrder: Sendable {
  /// Indices of rules, layer by layer; those in a circle, and those that build on one, are left out.
  package let layers: [[Int]]
  package let cycles: [DetectionCycle]

  /// - Parameter rules: all rules of a book; those that detect nothing or are disabled are ignored.
  package init(_ rules: [Rule]) {
    let graph = DetectionGraph(rules)
    let (layers, rest) = graph.layers()
    self.layers = layers
    cycles = graph.cycles(among: rest)
  }
}
