import API
import DecisionLog
import Decisions
import Serving

/// What the query of `/v1/decide` or `/v1/next` asks for.
struct DecideQuery: Sendable {
  /// How the decision is asked for.
  var call: DecisionEntry.Call
  var limit: Int?
  var explanation = Explanation.none
  /// Counts nowhere, raises no alert.
  var isPreview = false
  /// Whether states are completed with what is remembered of their journeys.
  var memory = MemoryUse.on
  /// How many of its recommendations a decision reserves; nil: none, and it says nothing of that.
  var reserve: Int?

  /// Of a request for a reason, which leaves no trace.
  init(explaining query: WhyQuery) {
    call = .decide
    limit = query.limit
    explanation = .full
    isPreview = true
    memory = query.memory
  }

  /// Of somebody of an account, to whom one thing is reserved, if any.
  init(ofAccount query: AccountQuery) {
    call = query.isNext ? .next : .decide
    if query.isNext { reserve = 1 }
  }

  /// - Parameter isNext: whether it is for `/v1/next`, which reserves.
  init(_ request: HTTPRequest, isNext: Bool = false) throws(QueryProblem) {
    call = isNext ? .next : .decide
    for item in request.query {
      switch Parameter(rawValue: item.name) {
      case .limit: limit = try item.number(in: RequestLimits.limit)
      case .take where isNext, .reserve where !isNext: reserve = try item.number(in: RequestLimits.take)
      case .explain:
        guard let explanation = Explanation(rawValue: item.value) else {
          throw QueryProblem("'explain' is 'none', 'matched' or 'full', not '\(item.value)'")
        }
        self.explanation = explanation
      case .preview:
        guard let value = Bool(item.value) else {
          throw QueryProblem("'preview' is 'true' or 'false', not '\(item.value)'")
        }
        isPreview = value
      case .memory: memory = try item.memoryUse()
      default:
        let names =
          isNext
          ? "'take', 'limit', 'explain', 'preview' and 'memory'"
          : "'limit', 'explain', 'preview', 'reserve' and 'memory'"
        throw QueryProblem("unknown parameter '\(item.name)'; there are \(names)")
      }
    }
    if isPreview && reserve != nil { throw QueryProblem("'preview' records nothing, so it reserves nothing") }
    if isNext, !isPreview { reserve = reserve ?? 1 }
  }

  /// Whether something is to be reserved, or it is asked what would be.
  var isReserving: Bool { reserve != nil || call == .next }
}

extension HTTPRequest.QueryItem {
  /// Its value as a number.
  func number(in range: ClosedRange<Int>) throws(QueryProblem) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw QueryProblem(
        "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(value)'")
    }
    return number
  }
}

extension HTTPRequest.QueryItem {
  /// Its value as an id, in which nothing is guessed: otherwise somebody else is meant, or nobody.
  func id() throws(QueryProblem) -> String {
    guard !hasPlus else {
      throw QueryProblem("a '+' in '\(name)' may mean itself or a space: write '%2B' or '%20'")
    }
    return value
  }

  func memoryUse() throws(QueryProblem) -> MemoryUse {
    guard let use = MemoryUse(rawValue: value) else {
      throw QueryProblem("'memory' is 'on' or 'off', not '\(value)'")
    }
    return use
  }
}

struct QueryProblem: Error {
  let detail: String

  init(_ detail: String) { self.detail = detail }
}
