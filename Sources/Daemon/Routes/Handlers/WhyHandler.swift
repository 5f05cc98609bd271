import API
import Decisions
import Diagnostics
import JSON
import Rules
import Serving

/// `POST /v1/why`: why an action is recommended to a journey, or why not; as JSON, or as a page for people.
struct WhyHandler: RequestHandler {
  let service: DecisionService

  private var state: ServingState { service.state }

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let query = try WhyQuery(request)
    state.parse(request.body, at: .why, for: writer) { document in
      guard document.kind(of: document.root) != .array else {
        return state.reply(.notOneState("an array", at: .why), to: writer)
      }
      let book = state.book
      guard let action = book.plan.action(named: query.action) else {
        let advice = book.book.adviceForAction(query.action)
        return state.reply(.unknownAction(query.action, advice: advice), to: writer)
      }
      service.explain(action, document, query) { answer, book in
        switch answer {
        case .decided(let body):
          let type = query.isPage ? "\(MediaType.text); charset=utf-8" : MediaType.json
          state.reply(HTTPResponse(contentType: type, body: body), to: writer, under: book)
        case .refused, .answeredBefore: state.sendAnswer(answer, to: writer, under: book)
        }
      }
    }
  }
}

/// What a request for a reason asks for.
struct WhyQuery: Sendable {
  let action: String
  private(set) var limit: Int?
  private(set) var memory = MemoryUse.on
  /// Whether the answer is a page for people.
  let isPage: Bool

  init(_ request: HTTPRequest) throws(QueryProblem) {
    var action: String?
    for item in request.query {
      switch Parameter(rawValue: item.name) {
      case .action: action = item.value
      case .limit: limit = try item.number(in: RequestLimits.limit)
      case .memory: memory = try item.memoryUse()
      default:
        throw QueryProblem("unknown parameter '\(item.name)'; there are 'action', 'limit' and 'memory'")
      }
    }
    guard let action else { throw QueryProblem("'action' is missing: the id of the action that is meant") }
    self.action = action
    let accepted = request.header("accept").map { MediaType.withoutParameters($0) }
    isPage = accepted == MediaType.text
  }
}
