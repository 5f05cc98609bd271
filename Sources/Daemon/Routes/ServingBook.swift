import Books
import Decisions
import History
import JSON
import Rules
import Time

/// One rule book at work on the event loop: the edition, its decider and what its rules did.
///
/// Unchecked because it is touched on the event loop only.
final class ServingBook: @unchecked Sendable {
  struct RuleCount: Sendable {
    var matched = 0
    var errors = 0
    var lastMatched: Instant?
  }

  let edition: LoadedBook
  let decider: Decider
  /// The history in the words of this book.
  let view: HistoryView
  /// By index of the action.
  let stamps: [ActionStamp]
  /// By index of the rule.
  private(set) var counts: [RuleCount]

  /// - Parameter previous: whose counts go on for the rules that are still there.
  init(_ edition: LoadedBook, after previous: ServingBook?, expressions: ExpressionLimits) {
    self.edition = edition
    decider = Decider(edition.plan, limits: expressions)
    view = HistoryView(edition.plan)
    stamps = edition.book.actions.map { ActionStamp($0, in: edition.book) }
    counts = Array(repeating: RuleCount(), count: edition.book.rules.count)
    guard let previous else { return }
    let known = Dictionary(
      zip(previous.edition.book.rules, previous.counts).map { ($0.id, $1) },
      uniquingKeysWith: { first, _ in first })
    for (index, rule) in edition.book.rules.enumerated() {
      if let count = known[rule.id] { counts[index] = count }
    }
  }

  var plan: DecisionPlan { edition.plan }
  var revision: String { edition.book.revision }

  func count(_ decision: Decision, at now: Instant) {
    for rule in decision.matched {
      counts[Int(rule)].matched += 1
      counts[Int(rule)].lastMatched = now
    }
    for failure in decision.failures {
      if case .rule(let rule) = failure.subject { counts[Int(rule)].errors += 1 }
    }
  }
}
