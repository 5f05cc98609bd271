import API
import Decisions
import History
import HistoryRecords
import JSON
import Rules
import Serving
import Time

/// `GET /v1/alerts`: the alerts behind a number, in order, and the number that was given last. Where there are none it
/// waits for as long as it is asked to.
struct AlertsHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let query = try AlertsQuery(request)
    let waiters = state.alertWaiters
    guard query.after == state.history.lastAlert, query.wait > .zero, !waiters.isEnded else {
      return answer(query, writer)
    }
    guard waiters.add(writer, for: query.wait, on: state.loop, answer: { answer(query, writer) }) else {
      return state.reply(.tooManyWaiting, to: writer)
    }
  }

  private func answer(_ query: AlertsQuery, _ writer: any ResponseWriter) {
    guard writer.isOpen else { return }
    let history = state.history
    // As long as the file could not be read nobody knows how many there are.
    if let fault = history.fault, !history.isKnown {
      return state.reply(.historyUnavailable("\(fault)"), to: writer)
    }
    guard query.after < history.lastAlert else { return reply([], writer) }
    let done = state.loop.callback { (result: Result<[StoredAlert], HistoryFault>) in
      switch result {
      case .success(let alerts): reply(alerts, writer)
      case .failure(let fault): state.reply(.historyUnavailable("\(fault)"), to: writer)
      }
    }
    history.alerts(after: query.after, most: query.limit, done: done)
  }

  private func reply(_ alerts: [StoredAlert], _ writer: any ResponseWriter) {
    var json = JSONWriter(reservingCapacity: 64 + 320 * alerts.count)
    json.object {
      $0.array("alerts", of: alerts) { $1.write(to: &$0) }
      // Some may have been stored since, and are in the next answer.
      $0.member("last", max(state.history.lastAlert, alerts.last?.number ?? 0))
    }
    json.newline()
    state.reply(HTTPResponse(body: json.bytes), to: writer)
  }
}

/// What the query of `/v1/alerts` asks for.
struct AlertsQuery: Sendable {
  var after: Int64 = 0
  var limit = RequestLimits.alerts.upperBound
  var wait = Duration.zero

  init(_ request: HTTPRequest) throws(QueryProblem) {
    for item in request.query {
      switch Parameter(rawValue: item.name) {
      case .after:
        guard let number = Int64(item.value), number >= 0 else {
          throw QueryProblem("'after' is the number of an alert, or 0, not '\(item.value)'")
        }
        after = number
      case .limit: limit = try item.number(in: RequestLimits.alerts)
      case .wait: wait = .seconds(try item.number(in: RequestLimits.alertWait))
      default:
        throw QueryProblem("unknown parameter '\(item.name)'; there are 'after', 'limit' and 'wait'")
      }
    }
  }
}

extension StoredAlert {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("number", number)
      $0.member("at", alert.at.description)
      $0.member("rule", alert.rule)
      $0.member("severity", ifPresent: alert.severity?.rawValue)
      $0.member("summary", ifPresent: alert.summary)
      $0.member("journey", ifPresent: alert.journey.isEmpty ? nil : alert.journey)
      $0.member("account", ifPresent: alert.account)
      $0.member("decision", ifPresent: alert.decision?.text)
      $0.member("revision", ifPresent: alert.revision)
    }
  }
}
