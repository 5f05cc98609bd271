/// How many steps may be taken: one for each node evaluated and each element touched, and one for every 16 bytes
/// of text read or made.
package struct Budget: Sendable, Hashable {
  /// What is left for all evaluations that share this budget.
  package var remaining: Int
  /// The most that one evaluation may take.
  package let perExpression: Int

  /// A budget of so many steps.
  package init(_ remaining: Int, perExpression: Int = 100_000) {
    self.remaining = remaining
    self.perExpression = perExpression
  }
}
