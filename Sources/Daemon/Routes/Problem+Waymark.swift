import API
import Decisions
import JSON
import Serving

/// The problems that the daemon's own routes answer with.
extension Problem {
  static func notFound(_ path: String, endpoints: [String]) -> Problem {
    Problem(
      "not-found", title: "Not found", status: 404,
      detail: "there is nothing at '\(path)'; there is \(endpoints.joined(separator: ", "))")
  }

  static func methodNotAllowed(_ method: String, _ path: String, allowed: [String]) -> Problem {
    Problem(
      "method-not-allowed", title: "Method not allowed", status: 405,
      detail: "'\(path)' does not take \(method); it takes \(allowed.joined(separator: ", "))")
  }

  static func forbidden(_ what: String) -> Problem {
    Problem(
      "forbidden", title: "Forbidden", status: 403,
      detail: "your user may not \(what); 'access' in the daemon's configuration says who may")
  }

  static func unsupportedType(_ type: String?, at endpoint: Endpoint) -> Problem {
    let path = endpoint.rawValue
    let what = type.map { "'\($0)' is not taken by '\(path)'" } ?? "'\(path)' has to be told what the body is"
    return Problem(
      "unsupported-media-type", title: "Unsupported media type", status: 415,
      detail: "\(what); send \(endpoint.bodyText)")
  }

  static func notJSON(_ error: JSONError, _ source: Source) -> Problem {
    notJSON(source.rawValue, offset: error.offset, detail: error.detail)
  }

  static func emptyBody(at endpoint: Endpoint) -> Problem {
    let wanted = endpoint == .outcomes ? "an outcome" : "a journey state"
    return Problem(
      "not-json", title: "Not JSON", status: 400, detail: "the body is empty; send \(wanted) as JSON")
  }

  /// A mistake of Waymark's own.
  static let failed = Problem(
    "internal", title: "The daemon failed to answer", status: 500,
    detail: "the request could not be answered; this is a bug in waymark, and its log says more")

  static func keyNotTaken(_ path: String) -> Problem {
    Problem(
      "key-not-taken", title: "Idempotency key not taken", status: 400,
      detail:
        "'\(path)' does not know a repeated request by its Idempotency-Key; leave it out, or send one state to /v1/next"
    )
  }

  static func badQuery(_ detail: String) -> Problem {
    Problem("bad-query", title: "Bad query", status: 400, detail: detail)
  }

  static func tooManyStates(_ count: Int, most: Int) -> Problem {
    Problem(
      "too-many-states", title: "Too many states", status: 413,
      detail: "the array has \(count) states; send at most \(most) at a time")
  }

  static func decisionLogUnavailable(_ reason: String) -> Problem {
    Problem(
      "decision-log-unavailable", title: "Decision log unavailable", status: 503,
      detail: "nothing was decided, since it could not be logged: \(reason)")
  }

  static func outcomeRefused(_ mistakes: Mistakes) -> Problem {
    Problem(
      "outcome-refused", title: "Outcome refused", status: 422,
      detail: "nothing was recorded: \(mistakes.summary)", errors: mistakes.listed)
  }

  static func unknownDecision(_ mistakes: Mistakes) -> Problem {
    Problem(
      "unknown-decision", title: "Unknown decision", status: 422,
      detail: "nothing was recorded: \(mistakes.summary)", errors: mistakes.listed)
  }

  static let tooManyWaiting = Problem(
    "too-many-waiting", title: "Too many are waiting", status: 503,
    detail: "too many wait for alerts already; try again, or ask without 'wait'")

  static func lineTooLong(_ longest: Int) -> Problem {
    Problem(
      "line-too-long", title: "Line too long", status: 413,
      detail:
        "the line is over \(longest) bytes; 'limits.line_length' in the daemon's configuration says how many")
  }

  static func notOneState(_ what: String) -> Problem {
    Problem(
      "state-refused", title: "State refused", status: 422,
      detail: "'next' takes one journey state, not \(what); send many as lines to /v1/decide?reserve=1",
      errors: [.init(pointer: "", detail: "expected a journey state, which is an object, found \(what)")])
  }

  /// A state whose own time is too far from the daemon's cannot reserve.
  static func clockOff(pointer: String, detail: String) -> Problem {
    Problem(
      "clock-off", title: "Clock off", status: 422,
      detail: "\(detail); leave 'now' out, or ask /v1/decide",
      errors: [.init(pointer: pointer, detail: detail)])
  }

  static let keyReused = Problem(
    "key-reused", title: "Idempotency key reused", status: 409,
    detail:
      "another request had this Idempotency-Key within the last 24 hours; give every request a key of its own"
  )

  static func badKey(_ key: String) -> Problem {
    let lengths = RequestLimits.keyLength
    return Problem(
      "bad-key", title: "Bad idempotency key", status: 400,
      detail:
        "an Idempotency-Key has \(lengths.lowerBound) to \(lengths.upperBound) bytes, this one \(key.utf8.count)"
    )
  }

  static func repeatedKey(_ count: Int) -> Problem {
    Problem(
      "bad-key", title: "Bad idempotency key", status: 400,
      detail: "a request has one Idempotency-Key, this one \(count)")
  }

  static let answerForgotten = Problem(
    "answer-forgotten", title: "Answer forgotten", status: 409,
    detail:
      "this request was answered before, and that answer is gone; to have it decided once more, send it under another Idempotency-Key"
  )

  /// Permanent: what was answered then is gone for good.
  static let journeyErased = Problem(
    "journey-erased", title: "Journey erased", status: 409,
    detail:
      "this request was answered before, and its journey was erased since; to have it decided once more, send it under another Idempotency-Key"
  )

  static func historyDamaged(_ reason: String) -> Problem {
    Problem(
      "history-damaged", title: "History damaged", status: 503,
      detail:
        "nothing is recorded as delivered, because \(reason); look into it, and run `waymark history accept`, or set 'history.damaged: serve'"
    )
  }

  static let historyCopied = Problem(
    "history-unavailable", title: "History unavailable", status: 503,
    detail:
      "the journey is erased, but still stands in the log of the history's file, since a copy of that is being made; erase it once more when the copy is done"
  )

  static func historyUnavailable(_ reason: String) -> Problem {
    Problem(
      "history-unavailable", title: "History unavailable", status: 503,
      detail: "nothing was recorded, because \(reason); try again later")
  }

  static func unknownRule(_ id: String, nearest: String?) -> Problem {
    Problem(
      "not-found", title: "Not found", status: 404,
      detail: "there is no rule '\(id)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
