import DecisionLog
import Decisions
import History
import HistoryRecords
import Rules
import Telemetry
import Time

extension ServingState {
  /// Raises an alert of a rule for a journey, unless that is too soon after the last one.
  ///
  /// - Parameters:
  ///   - summary: as the daemon's own log has it.
  ///   - decision: nil where no script asked.
  func raise(
    _ raised: Decision.Raised, loggedAs summary: String, of journey: String, account: String?,
    by decision: DecisionID?, under book: RuleBook, at now: Instant
  ) {
    let rule = book.rules[Int(raised.rule)]
    guard case .alert(let alert) = rule.effect,
      history.isAlertDue(rule: rule.id, journey: journey, oncePer: alert.oncePer, at: now)
    else { return }
    raise(
      RaisedAlert(
        at: now, rule: rule.id, severity: raised.severity, summary: raised.summary, journey: journey,
        account: account, revision: book.revision, decision: decision),
      shown: RaisedAlert(
        at: now, rule: rule.id, severity: raised.severity, summary: summary,
        journey: loggedNames.name(.journey, journey),
        account: account.map { loggedNames.name(.account, $0) }, revision: book.revision, decision: decision))
  }

  /// Raises one alert of a rule for all the journeys that it turned out to hold for.
  ///
  /// - Parameter first: the first of them.
  func raise(
    togetherOf rule: Int32, _ count: Int, _ first: [String], under book: RuleBook, at now: Instant
  ) {
    guard case .alert(let alert) = book.rules[Int(rule)].effect else { return }
    let id = book.rules[Int(rule)].id
    func news(naming names: [String]) -> RaisedAlert {
      let rest = count > names.count ? " and \(count - names.count) more" : ""
      let journeys = count == 1 ? "journey" : "journeys"
      return RaisedAlert(
        at: now, rule: id, severity: alert.severity,
        summary: "'\(id)' holds for \(count) \(journeys): \(names.joined(separator: ", "))\(rest)",
        journey: "", account: nil, revision: book.revision, decision: nil)
    }
    raise(news(naming: first), shown: news(naming: first.map { loggedNames.name(.journey, $0) }))
  }

  private func raise(_ news: RaisedAlert, shown: RaisedAlert) {
    metrics.countAlert(of: news.rule, news.severity ?? .warning)
    history.raise(news) { [log] in log.report(shown) }
  }
}
