import API
import JSON
import Time

/// An alert as the daemon tells of it.
struct FollowedAlert {
  let number: Int64
  let at: Instant
  let rule: String
  /// As the daemon wrote it, an object on one line.
  let json: [UInt8]
  private let document: JSONDocument
  private let token: JSONToken

  /// Nil where that is no alert.
  init?(_ document: JSONDocument, _ token: JSONToken) {
    guard let number = document.member("number", of: token).flatMap({ document.int64(at: $0) }),
      let at = document.member("at", of: token).flatMap({ Instant(rfc3339: document.string(at: $0)) }),
      let rule = document.member("rule", of: token)
    else { return nil }
    self.number = number
    self.at = at
    self.rule = document.string(at: rule)
    self.document = document
    self.token = token
    json = Array(document.rawBytes(of: token))
  }

  /// A member as a person may see it; empty where there is none.
  func shown(_ key: StaticString) -> String { document.shown(key, of: token) }

  /// A member that is a text.
  func text(_ key: StaticString) -> String? {
    document.member(key, of: token).map { document.string(at: $0) }
  }
}

/// What `/v1/alerts` answers.
struct AlertPage {
  let alerts: [FollowedAlert]
  /// The number that was given last.
  let last: Int64

  init(_ answer: DaemonAnswer) throws(Failure) {
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    guard let document = try? JSONDocument(parsing: answer.body),
      let list = document.member("alerts", of: document.root),
      let last = document.member("last", of: document.root).flatMap({ document.int64(at: $0) })
    else { throw Failure(.internalError, "the daemon's answer cannot be understood") }
    alerts = document.elements(of: list).compactMap { FollowedAlert(document, $0) }
    self.last = last
  }
}

extension DaemonClient {
  /// Asks for the alerts behind a number.
  ///
  /// - Parameter wait: for how many seconds they are waited for where there are none.
  func alerts(after number: Int64, limit: Int? = nil, wait: Int = 0) throws(Failure) -> AlertPage {
    try AlertPage(
      ask(
        DaemonRequest(
          .get, .alerts,
          [.after: "\(number)", .limit: limit.map { "\($0)" }, .wait: wait > 0 ? "\(wait)" : nil])))
  }
}
