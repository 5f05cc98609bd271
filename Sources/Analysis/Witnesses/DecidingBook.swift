package import Decisions
package import JSON
package import Rules

/// A book with what decides under it, which is made when it is first asked: for thousands of rules that takes a while.
package final class DecidingBook {
  package let book: RuleBook
  package private(set) lazy var decider = Decider(DecisionPlan(book))

  package init(_ book: RuleBook) {
    self.book = book
  }

  /// A state as this book reads it; nil where it is refused.
  ///
  /// - Parameter exit: the exit that is remembered of the journey, by id.
  package func read(_ document: JSONDocument, exit: String?) -> JourneyState? {
    guard
      var state = try? JourneyState.read(document, at: document.root, for: decider.plan, limits: .init())
    else { return nil }
    state.supplement.exit = exit.flatMap { book.vocabulary.exits.index(ofID: $0) }
    return state
  }
}
