/// The kinds of problems that the daemon answers with. The raw value is the word that stands after
/// `urn:waymark:problem:` in `type`; it stays what it is for good.
package enum ProblemType: String, Sendable, CaseIterable {
  case notJSON = "not-json"
  case badQuery = "bad-query"
  case badKey = "bad-key"
  case keyNotTaken = "key-not-taken"
  case hostMissing = "host-missing"
  case malformedRequest = "malformed-request"
  case malformedTarget = "malformed-target"
  case incompleteRequest = "incomplete-request"
  case forbidden
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"
  case requestTooSlow = "request-too-slow"
  case keyReused = "key-reused"
  case journeyErased = "journey-erased"
  case answerForgotten = "answer-forgotten"
  case eventConflict = "event-conflict"
  case lengthRequired = "length-required"
  case bodyTooLarge = "body-too-large"
  case tooManyStates = "too-many-states"
  case lineTooLong = "line-too-long"
  case targetTooLong = "target-too-long"
  case unsupportedMediaType = "unsupported-media-type"
  case contentCodingUnknown = "content-coding-unknown"
  case expectationFailed = "expectation-failed"
  case stateRefused = "state-refused"
  case clockOff = "clock-off"
  case tooManyMembers = "too-many-members"
  case outcomeRefused = "outcome-refused"
  case unknownDecision = "unknown-decision"
  case eventRefused = "event-refused"
  case bookRejected = "book-rejected"
  case headTooLarge = "head-too-large"
  case `internal`
  case methodUnknown = "method-unknown"
  case transferCodingUnknown = "transfer-coding-unknown"
  case historyDamaged = "history-damaged"
  case historyUnavailable = "history-unavailable"
  case decisionLogUnavailable = "decision-log-unavailable"
  case tooManyWaiting = "too-many-waiting"
  case tooManyConnections = "too-many-connections"
  case versionUnknown = "version-unknown"

  /// Of every answer of this kind.
  package var status: Int {
    switch self {
    case .notJSON, .badQuery, .badKey, .keyNotTaken, .hostMissing, .malformedRequest, .malformedTarget,
      .incompleteRequest:
      400
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .requestTooSlow: 408
    case .keyReused, .journeyErased, .answerForgotten, .eventConflict: 409
    case .lengthRequired: 411
    case .bodyTooLarge, .tooManyStates, .lineTooLong: 413
    case .targetTooLong: 414
    case .unsupportedMediaType, .contentCodingUnknown: 415
    case .expectationFailed: 417
    case .stateRefused, .clockOff, .tooManyMembers, .outcomeRefused, .unknownDecision, .eventRefused,
      .bookRejected:
      422
    case .headTooLarge: 431
    case .internal: 500
    case .methodUnknown, .transferCodingUnknown: 501
    case .historyDamaged, .historyUnavailable, .decisionLogUnavailable, .tooManyWaiting, .tooManyConnections:
      503
    case .versionUnknown: 505
    }
  }

  /// The same for every problem of this kind.
  package var title: String {
    switch self {
    case .notJSON: "Not JSON"
    case .badQuery: "Bad query"
    case .badKey: "Bad idempotency key"
    case .keyNotTaken: "Idempotency key not taken"
    case .hostMissing: "The request names no host"
    case .malformedRequest: "The request is not HTTP/1.1"
    case .malformedTarget: "The request target is malformed"
    case .incompleteRequest: "The request ends too early"
    case .forbidden: "Forbidden"
    case .notFound: "Not found"
    case .methodNotAllowed: "Method not allowed"
    case .requestTooSlow: "The request did not arrive in time"
    case .keyReused: "Idempotency key reused"
    case .journeyErased: "Journey erased"
    case .answerForgotten: "Answer forgotten"
    case .eventConflict: "Event told otherwise before"
    case .lengthRequired: "The request has no body"
    case .bodyTooLarge: "The body is too large"
    case .tooManyStates: "Too many states"
    case .lineTooLong: "Line too long"
    case .targetTooLong: "The request target is too long"
    case .unsupportedMediaType: "Unsupported media type"
    case .contentCodingUnknown: "The content coding is not known"
    case .expectationFailed: "The expectation is not known"
    case .stateRefused: "State refused"
    case .clockOff: "Clock off"
    case .tooManyMembers: "Too many members"
    case .outcomeRefused: "Outcome refused"
    case .unknownDecision: "Unknown decision"
    case .eventRefused: "Event refused"
    case .bookRejected: "Rule book rejected"
    case .headTooLarge: "The request head is too large"
    case .internal: "The daemon failed to answer"
    case .methodUnknown: "The method is not served"
    case .transferCodingUnknown: "The transfer coding is not known"
    case .historyDamaged: "History damaged"
    case .historyUnavailable: "History unavailable"
    case .decisionLogUnavailable: "Decision log unavailable"
    case .tooManyWaiting: "Too many are waiting"
    case .tooManyConnections: "There are too many connections"
    case .versionUnknown: "The HTTP version is not served"
    }
  }

  /// What stands in `type`.
  package var name: String { "urn:waymark:problem:\(rawValue)" }
}
