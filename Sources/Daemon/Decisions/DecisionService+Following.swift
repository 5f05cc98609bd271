import Decisions
import Diagnostics
import Rules
import Telemetry
import Time

extension DecisionService {
  /// Does what follows from a decision that is recorded: its rules are counted, what failed in it and the alerts that
  /// are due are logged. Whatever else is to follow from every decision belongs here.
  func follow(_ record: DecisionRecord, under book: ServingBook, recordedAt now: Instant) {
    let decision = record.decision
    book.count(decision, at: now)
    state.metrics.count(record, under: book)
    for failure in decision.failures { logFailure(failure, book.book) }
    for raised in decision.alerts { raise(raised, of: decision, under: book.book, at: now) }
  }

  private func raise(
    _ raised: Decision.Raised, of decision: Decision, under book: RuleBook, at now: Instant
  ) {
    let rule = book.rules[Int(raised.rule)]
    guard case .alert(let alert) = rule.effect else { return }
    let journey = decision.journey
    guard state.alerts.isDue(rule: rule.id, journey: journey, oncePer: alert.oncePer, at: now) else { return }
    var fields: LogFields = [
      "rule": .string(rule.id), "severity": .string(raised.severity.rawValue),
      "summary": .string(raised.summary), "journey": .string(journey),
    ]
    if let account = decision.account { fields.append("account", .string(account)) }
    fields.append("revision", .string(book.revision))
    state.metrics.countAlert(of: rule.id, raised.severity)
    // Throttled already: with the time in its key, the log folds none away.
    let key = "\(rule.id)\u{0}\(journey)\u{0}\(now)"
    state.alerts.store(rule: rule.id, journey: journey, at: now) { [log = state.log, fields] in
      log.log(raised.severity.logLevel, .journeyAlert, raised.summary, fields, key: key)
    }
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

extension AlertSeverity {
  fileprivate var logLevel: LogLevel {
    switch self {
    case .info: .info
    case .warning: .warning
    case .critical: .error
    }
  }
}
