package import Rules

extension Condition {
  /// A term by its number: terms are counted from zero in the order of the book, each before those within it.
  package func term(_ number: Int32) -> Term? {
    var rest = number
    return term(after: &rest)
  }

  /// How many terms there are, those within others included.
  var termCount: Int32 { terms.reduce(0) { $0 + $1.count } }

  private func term(after rest: inout Int32) -> Term? {
    for term in terms {
      if rest == 0 { return term }
      rest -= 1
      for branch in term.test.conditions {
        if let found = branch.term(after: &rest) { return found }
      }
    }
    return nil
  }
}

extension Condition.Term {
  /// How many terms it is, itself and those within it.
  var count: Int32 { test.conditions.reduce(1) { $0 + $1.termCount } }
}
