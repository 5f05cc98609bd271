/// Why comparisons of one fact, all of which must hold, can never do so.
package enum Contradiction: Sendable {
  /// Absent, and compared with something.
  case absent
  case empty(String)

  /// Nil where some value may pass.
  ///
  /// - Parameter values: all texts that the fact can have, where they are known.
  package init?(in comparisons: [Comparison], of type: FactType, values: [String]?) {
    let excludesAbsence = comparisons.contains { if case .exists(false) = $0 { false } else { true } }
    let asksForAbsence = comparisons.contains { if case .exists(false) = $0 { true } else { false } }
    if asksForAbsence {
      guard excludesAbsence else { return nil }
      self = .absent
      return
    }
    let range = ValueRange(comparisons, isWhole: type == .int)
    let possible = type == .bool ? [.bool(false), .bool(true)] : (values ?? []).map { Literal.string($0) }
    if let reason = range.emptiness ?? Self.lists(comparisons) ?? range.exclusion(of: possible) {
      self = .empty(reason)
    } else {
      return nil
    }
  }

  /// Why no list passes: something is required and ruled out.
  private static func lists(_ comparisons: [Comparison]) -> String? {
    var none: Set<Literal> = []
    for case .hasNone(let literals) in comparisons { none.formUnion(literals) }
    guard !none.isEmpty else { return nil }
    for comparison in comparisons {
      switch comparison {
      case .hasAll(let literals):
        if let both = literals.first(where: none.contains) {
          return "\(both.words) is asked for and ruled out"
        }
      case .hasAny(let literals):
        if literals.allSatisfy(none.contains) { return "all that is asked for is ruled out" }
      default: break
      }
    }
    return nil
  }
}

extension Contradiction {
  /// Nil where some value that a fact of the book can have may pass.
  package init?(in comparisons: [Comparison], of fact: Fact, _ names: BookNames) {
    var comparisons = comparisons
    if case .range(let range) = names.domain(of: fact), !comparisons.contains(where: \.asksForAbsence) {
      comparisons.append(.between(.double(range.lowerBound), .double(range.upperBound)))
    }
    self.init(in: comparisons, of: names.type(of: fact), values: names.values(of: fact))
  }
}

extension Comparison {
  package var asksForAbsence: Bool {
    if case .exists(false) = self { return true }
    return false
  }
}
