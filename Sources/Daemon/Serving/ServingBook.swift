import Books
import DecisionLog
import Decisions
import History
import HistoryRecords
import JSON
import Rules
import Time

/// One rule book at work: the loaded book, its decider and what its rules did. It is built on any thread and belongs to
/// the event loop from then on.
final class ServingBook {
  struct RuleCount: Sendable {
    var matched = 0
    var errors = 0
    var lastMatched: Instant?
  }

  /// The same book for as long as it serves; what its tests come to may change.
  private(set) var loaded: LoadedBook
  let decider: Decider
  let explainer: BookExplainer
  /// What the decision log needs of it.
  let logged: LoggedBook
  /// The history in the words of this book.
  let view: HistoryView
  /// By index of the action.
  let stamps: [ActionStamp]
  /// What every response says of the book that it was made under.
  let headers: [(name: String, value: String)]
  /// By index of the rule.
  private(set) var counts: [RuleCount]
  private let ruleIndices: [String: Int]
  /// The ids of the alert rules that are enabled.
  let alertRules: [String]
  /// How far back it may have to look at contacts.
  private(set) lazy var reach = book.reach

  init(_ loaded: LoadedBook, expressions: ExpressionLimits) {
    self.loaded = loaded
    decider = Decider(loaded.plan, limits: expressions)
    explainer = BookExplainer(loaded.plan, limits: expressions)
    logged = LoggedBook(plan: loaded.plan, files: loaded.files, expressions: expressions)
    view = HistoryView(loaded.plan)
    stamps = loaded.book.actions.map { ActionStamp($0, in: loaded.book) }
    headers = loaded.headers
    alertRules = loaded.book.rules.compactMap { rule in
      guard rule.isEnabled, case .alert = rule.effect else { return nil }
      return rule.id
    }
    counts = Array(repeating: RuleCount(), count: loaded.book.rules.count)
    ruleIndices = Dictionary(
      loaded.book.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var plan: DecisionPlan { loaded.plan }
  var book: RuleBook { loaded.book }
  var revision: String { loaded.book.revision }

  func index(ofRule id: String) -> Int? { ruleIndices[id] }

  /// Its files were read again, and perhaps other tests beside them.
  func confirm(_ again: LoadedBook) {
    guard again.book === loaded.book else { return }
    loaded = again
  }

  /// Continues the counts of another book for the rules that both have.
  func continueCounts(of previous: ServingBook) {
    previous.book.forEachRulePair(with: book) { old, new in
      if let old, let new { counts[new] = previous.counts[old] }
    }
  }

  func count(_ decision: Decision, at now: Instant) {
    Self.count(decision.matched, at: now, in: &counts)
    for failure in decision.failures {
      if case .rule(let rule) = failure.subject { counts[Int(rule)].errors += 1 }
    }
  }

  /// There can be hundreds in a decision.
  private static func count(_ rules: [Int32], at now: Instant, in counts: inout [RuleCount]) {
    var counts = counts.mutableSpan
    for rule in rules {
      counts[Int(rule)].matched += 1
      counts[Int(rule)].lastMatched = now
    }
  }
}
