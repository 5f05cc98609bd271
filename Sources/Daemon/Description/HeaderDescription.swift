import API
import JSON

/// The headers of answers that mean something beyond HTTP's own.
enum HeaderDescription: String, CaseIterable {
  case revision = "Waymark-Revision"
  case replayed = "Idempotency-Replayed"
  case released = "Idempotency-Released"
  case closed = "Idempotency-Closed"
  case incomplete = "Waymark-Incomplete"
  case unnamedOptOuts = "Waymark-Unnamed-Opt-Outs"
  case decisionLog = "Waymark-Decision-Log"
  case retryAfter = "Retry-After"
  case allow = "Allow"

  var header: JSONValue {
    switch self {
    case .revision:
      ["description": "the rule book that the answer was made under", "required": true, "schema": .revision]
    case .replayed:
      ["description": "on an answer that was given before under the same key", "schema": ["const": "true"]]
    case .released:
      [
        "description":
          "on such an answer, what of it was given back since by not_sent: its actions, with commas between; of an account, the ids of its decisions",
        "schema": .text,
      ]
    case .closed:
      [
        "description":
          "on such an answer, what of it is not to be sent, since the person opted out of its channel since, or it bounced; named in the same way",
        "schema": .text,
      ]
    case .incomplete:
      [
        "description":
          "on an answer from a history that was damaged, until somebody accepts that: what is wrong, so that more may have been known",
        "schema": .text,
      ]
    case .unnamedOptOuts:
      [
        "description":
          "on the contacts of all journeys: how many opt-outs hold of journeys of which only a hash is left, so that no line has them",
        "schema": .count,
      ]
    case .decisionLog:
      [
        "description": "the folder of the decision log that the daemon writes, percent-encoded",
        "schema": .text,
      ]
    case .retryAfter:
      [
        "description": "after how many seconds to try again", "required": true,
        "schema": .integer(1...86_400),
      ]
    case .allow: ["description": "the methods that the path takes", "required": true, "schema": .text]
    }
  }

  /// As a member of an answer's headers.
  var use: JSONValue.Member { .init(rawValue, ["$ref": "#/components/headers/\(rawValue)"]) }
}
