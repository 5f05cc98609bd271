import API
import Decisions
import History
import HistoryRecords
import JSON
import Serving

/// The problems that the daemon's own routes answer with.
extension Problem {
  static func notFound(_ path: String, endpoints: [String]) -> Problem {
    Problem(.notFound, detail: "there is nothing at '\(path)'; there is \(endpoints.joined(separator: ", "))")
  }

  static func methodNotAllowed(_ method: String, _ path: String, allowed: [String]) -> Problem {
    Problem(
      .methodNotAllowed,
      detail: "'\(path)' does not take \(method); it takes \(allowed.joined(separator: ", "))")
  }

  static func forbidden(_ what: String) -> Problem {
    Problem(
      .forbidden, detail: "your user may not \(what); 'access' in the daemon's configuration says who may")
  }

  static func unsupportedType(_ type: String?, at endpoint: Endpoint) -> Problem {
    let path = endpoint.rawValue
    let what = type.map { "'\($0)' is not taken by '\(path)'" } ?? "'\(path)' has to be told what the body is"
    return Problem(.unsupportedMediaType, detail: "\(what); send \(endpoint.bodyText)")
  }

  static func notJSON(_ error: JSONError, _ source: Source) -> Problem {
    let advice = error.kind == .anotherValue ? "; \(source.adviceForMany)" : ""
    return notJSON(source.text, offset: error.offset, detail: error.detail + advice)
  }

  static func emptyBody(at endpoint: Endpoint) -> Problem {
    let wanted =
      switch endpoint {
      case .outcomes: "an outcome"
      case .events: "an event"
      default: "a journey state"
      }
    return Problem(.notJSON, detail: "the body is empty; send \(wanted) as JSON")
  }

  /// A mistake of Waymark's own.
  static let failed = Problem(
    .internal, detail: "the request could not be answered; this is a bug in waymark, and its log says more")

  static func keyNotTaken(_ path: String) -> Problem {
    Problem(
      .keyNotTaken,
      detail:
        "'\(path)' does not know a repeated request by its Idempotency-Key; leave it out, or send one state to /v1/next"
    )
  }

  static func badQuery(_ detail: String) -> Problem {
    Problem(.badQuery, detail: detail)
  }

  static func tooManyStates(_ count: Int, most: Int) -> Problem {
    Problem(.tooManyStates, detail: "the array has \(count) states; send at most \(most) at a time")
  }

  static func decisionLogUnavailable(_ reason: String) -> Problem {
    Problem(.decisionLogUnavailable, detail: "nothing was decided, since it could not be logged: \(reason)")
  }

  static func outcomeRefused(_ mistakes: Mistakes) -> Problem {
    Problem(.outcomeRefused, detail: "nothing was recorded: \(mistakes.summary)", errors: mistakes.listed)
  }

  static func eventRefused(_ mistakes: Mistakes) -> Problem {
    Problem(.eventRefused, detail: "nothing was recorded: \(mistakes.summary)", errors: mistakes.listed)
  }

  static func eventConflict(_ mistakes: Mistakes) -> Problem {
    Problem(.eventConflict, detail: "nothing was recorded: \(mistakes.summary)", errors: mistakes.listed)
  }

  static func unknownDecision(_ mistakes: Mistakes) -> Problem {
    Problem(.unknownDecision, detail: "nothing was recorded: \(mistakes.summary)", errors: mistakes.listed)
  }

  static let tooManyWaiting = Problem(
    .tooManyWaiting, detail: "too many wait for alerts already; try again, or ask without 'wait'")

  static func lineTooLong(_ longest: Int) -> Problem {
    Problem(
      .lineTooLong,
      detail:
        "the line is over \(longest) bytes; 'limits.line_length' in the daemon's configuration says how many")
  }

  static func notOneState(_ what: String, at endpoint: Endpoint) -> Problem {
    let instead = endpoint.insteadOfMany.map { "; \($0)" } ?? ""
    return Problem(
      .stateRefused, detail: "'\(endpoint.rawValue)' takes one journey state, not \(what)\(instead)",
      errors: [.init(pointer: "", detail: "expected a journey state, which is an object, found \(what)")])
  }

  /// A state whose own time is too far from the daemon's cannot reserve.
  static func clockOff(pointer: String, detail: String) -> Problem {
    Problem(
      .clockOff, detail: "\(detail); leave 'now' out, or ask /v1/decide",
      errors: [.init(pointer: pointer, detail: detail)])
  }

  static func tooManyMembers(_ account: String) -> Problem {
    let most = RequestLimits.accountMembers
    return Problem(
      .tooManyMembers,
      detail:
        "over \(most) journeys belong to the account '\(account)', and at most \(most) are weighed against each other; ask "
        + "for single journeys, or end those that are over with an event 'exit'")
  }

  /// A state where none is looked at.
  static func accountBody(_ mistakes: Mistakes) -> Problem {
    Problem(
      .stateRefused,
      detail:
        "what is known of an account's people is what was remembered of them, and nothing but 'now' can be sent: "
        + "\(mistakes.summary); tell what you know to /v1/events",
      errors: mistakes.listed)
  }

  /// - Parameter reserved: what is reserved by the answer that was given under the key, as far as it is known.
  static func keyReused(_ reserved: String? = nil) -> Problem {
    let known = reserved.map { "\($0); " } ?? ""
    return Problem(
      .keyReused,
      detail:
        "another request had this Idempotency-Key within the last 24 hours; \(known)give every request a key of its own"
    )
  }

  static func badKey(_ key: String) -> Problem {
    let lengths = RequestLimits.keyLength
    return Problem(
      .badKey,
      detail:
        "an Idempotency-Key has \(lengths.lowerBound) to \(lengths.upperBound) bytes, this one \(key.utf8.count)"
    )
  }

  static func repeatedKey(_ count: Int) -> Problem {
    Problem(.badKey, detail: "a request has one Idempotency-Key, this one \(count)")
  }

  static let answerForgotten = Problem(
    .answerForgotten,
    detail:
      "this request was answered before, and that answer is gone; to have it decided once more, send it under another Idempotency-Key"
  )

  /// Permanent: what was answered then is gone for good.
  static let journeyErased = Problem(
    .journeyErased,
    detail:
      "this request was answered before, and its journey was erased since; to have it decided once more, send it under another Idempotency-Key"
  )

  static func historyDamaged(_ reason: String) -> Problem {
    Problem(
      .historyDamaged,
      detail:
        "nothing is recorded as delivered, because \(reason); go back to a copy, or look into it and run `waymark history accept`, or set 'history.damaged: serve'"
    )
  }

  static func historyNotCopied(_ reason: String) -> Problem {
    Problem(
      .historyDamaged,
      detail:
        "no copy is made, because \(reason), and it would take the place of a better one; go back to a copy, or look into it and run `waymark history accept`; to copy what is left, ask with 'damaged=true', or `waymark backup --despite-loss`"
    )
  }

  static let historyCopied = Problem(
    .historyUnavailable,
    detail:
      "the journey is erased, but still stands in the log of the history's file, since a copy of that is being made; erase it once more when the copy is done"
  )

  /// - Parameter transaction: what could not be written; the opt-outs in it hold all the same.
  static func notRecorded(_ transaction: HistoryTransaction, _ fault: HistoryFault) -> Problem {
    guard transaction.hasWithdrawals else { return historyUnavailable("\(fault)") }
    guard transaction.areWithdrawalsKept else {
      return Problem(
        .historyUnavailable,
        detail:
          "the opt-out holds in memory alone, until the daemon stops, and nothing was recorded, because \(fault); report it again later"
      )
    }
    return Problem(
      .historyUnavailable,
      detail: "the opt-out holds, and nothing else was recorded, because \(fault); try again later")
  }

  static func historyUnavailable(_ reason: String) -> Problem {
    Problem(.historyUnavailable, detail: "nothing was recorded, because \(reason); try again later")
  }

  /// Others wrote of the same journey or account each time.
  static func overtaken(_ tries: Int) -> Problem {
    historyUnavailable("others were faster with the same journey or account, \(tries) times in a row")
  }

  static func historyUnreadable(_ fault: HistoryFault) -> Problem {
    let help =
      switch fault {
      case .corrupt: "go back to a copy; `/readyz` says what was found"
      case .newer: "start that one again, or go back to a copy of before it"
      default: "try again later"
      }
    return Problem(.historyUnavailable, detail: "the history cannot be read, because \(fault); \(help)")
  }

  /// - Parameter advice: what to name instead.
  static func unknownAction(_ name: String, advice: String?) -> Problem {
    Problem(.notFound, detail: "there is no action '\(name)'" + (advice.map { "; \($0)" } ?? ""))
  }

  static func unknownNumber(_ name: String, nearest: String?) -> Problem {
    let hint = nearest.map { "did you mean '\($0)'?" } ?? "the report names those that there are"
    return Problem(.notFound, detail: "the report has no number called '\(name)'; \(hint)")
  }

  static func unknownRule(_ id: String, nearest: String?) -> Problem {
    Problem(.notFound, detail: "there is no rule '\(id)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
