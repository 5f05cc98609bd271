import DecisionLog
import Decisions
import Diagnostics
import History
import Rules
import Telemetry
import Time

extension DecisionService {
  /// Does what follows from a decision that is recorded: its rules are counted, what failed in it is logged and so is it
  /// itself, the alerts that are due are raised. Whatever else is to follow from every decision belongs here.
  func follow(_ record: DecisionRecord, of group: DecisionGroup, recordedAt now: Instant) {
    let book = group.book
    let decision = record.decision
    log(record, of: group, recordedAt: now)
    book.count(decision, at: now)
    state.metrics.count(record, under: book)
    for failure in decision.failures { logFailure(failure, book.book) }
    if group.query.call == .next { noteHolding(decision, book) }
    guard !decision.alerts.isEmpty else { return }
    let logged = state.loggedNames.areHashed ? decision.withoutNames(book.plan) : decision
    for (raised, shown) in zip(decision.alerts, logged.alerts) {
      state.raise(
        raised, loggedAs: shown.summary, of: decision.journey, account: decision.account, by: record.id,
        under: book.book, at: now)
    }
  }

  /// Notes which alert rules hold for the journey, so that no sweep raises once more what is raised here.
  private func noteHolding(_ decision: Decision, _ book: ServingBook) {
    let history = state.history
    guard !book.alertRules.isEmpty, history.remembersEvents else { return }
    let rules = decision.alerts.map { book.book.rules[Int($0.rule)].id }
    guard Set(history.held(decision.journey)) != Set(rules) else { return }
    let transaction = history.transaction()
    transaction.noteHolding(decision.journey, rules: rules)
    history.commit(transaction) { _ in }
  }

  /// Repeats are folded: the same expression fails for one state after the other.
  private func logFailure(_ failure: Decision.Failure, _ book: RuleBook) {
    let (subject, id) =
      switch failure.subject {
      case .rule(let index): ("rule", book.rules[Int(index)].id)
      case .action(let index): ("action", book.actions[index].id)
      }
    state.log.error(
      .ruleError, "\(subject) '\(id)': \(failure.message)",
      [
        subject: .string(id), "file": .string(failure.location.file),
        "line": .init(Int(failure.location.span.line)), "column": .init(Int(failure.location.span.column)),
        "revision": .string(book.revision),
      ], key: id)
  }
}
