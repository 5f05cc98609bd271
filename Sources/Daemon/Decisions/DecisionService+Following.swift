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
    guard !decision.alerts.isEmpty else { return }
    let logged = state.loggedNames.areHashed ? decision.withoutNames(book.plan) : decision
    for (raised, shown) in zip(decision.alerts, logged.alerts) {
      raise(raised, loggedAs: shown.summary, by: record, under: book.book, at: now)
    }
  }

  private func raise(
    _ raised: Decision.Raised, loggedAs summary: String, by record: DecisionRecord, under book: RuleBook,
    at now: Instant
  ) {
    let rule = book.rules[Int(raised.rule)]
    guard case .alert(let alert) = rule.effect else { return }
    let decision = record.decision
    let history = state.history
    guard
      history.isAlertDue(rule: rule.id, journey: decision.journey, oncePer: alert.oncePer, at: now)
    else { return }
    let news = RaisedAlert(
      at: now, rule: rule.id, severity: raised.severity, summary: raised.summary, journey: decision.journey,
      account: decision.account, revision: book.revision, decision: record.id)
    state.metrics.countAlert(of: rule.id, raised.severity)
    let names = state.loggedNames
    let shown = RaisedAlert(
      at: now, rule: rule.id, severity: raised.severity, summary: summary,
      journey: names.name(.journey, decision.journey),
      account: decision.account.map { names.name(.account, $0) },
      revision: book.revision, decision: record.id)
    history.raise(news) { [log = state.log] in log.report(shown) }
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
