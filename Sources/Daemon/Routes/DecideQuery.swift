import Serving

/// What the query of `/v1/decide` asks for.
struct DecideQuery: Sendable {
  var limit: Int?
  /// Whether every action that was held back is listed.
  var isFull = false
  /// Counts nowhere, raises no alert.
  var isPreview = false

  static let maximumLimit = 1_000

  init(_ request: HTTPRequest) throws(QueryProblem) {
    for item in request.query {
      switch item.name {
      case "limit":
        guard let limit = Int(item.value), (0...Self.maximumLimit).contains(limit) else {
          throw QueryProblem("'limit' is a whole number from 0 to \(Self.maximumLimit), not '\(item.value)'")
        }
        self.limit = limit
      case "explain":
        switch item.value {
        case "none": isFull = false
        case "full": isFull = true
        default: throw QueryProblem("'explain' is 'none' or 'full', not '\(item.value)'")
        }
      case "preview":
        switch item.value {
        case "true": isPreview = true
        case "false": isPreview = false
        default: throw QueryProblem("'preview' is 'true' or 'false', not '\(item.value)'")
        }
      default:
        throw QueryProblem("unknown parameter '\(item.name)'; there are 'limit', 'explain' and 'preview'")
      }
    }
  }
}

struct QueryProblem: Error {
  let detail: String

  init(_ detail: String) { self.detail = detail }
}
