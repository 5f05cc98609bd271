import API
import JSON
import Serving

/// `POST /v1/accounts/next`: what to do next in an account, for so many of its people; each gets what is chosen for it
/// reserved. The answer leaves once that is durable, and is given once more under a key that was used before.
struct AccountsNextHandler: RequestHandler {
  let service: DecisionService
  let keys: IdempotencyKeys

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let state = service.state
    if let problem = RepeatableRequest.problem(ofKeyIn: request) { return state.reply(problem, to: writer) }
    let query = try AccountQuery(request, isNext: true)
    state.parse(request.accountBody, at: .accountsNext, for: writer) { document in
      let now = try AccountQuery.now(in: document)
      RepeatableRequest(state: state, keys: keys).respond(
        to: request, with: writer, question: { Question.digest(document, query) },
        decide: { service.decideAccount(query, now: now, storedUnder: $0, done: $1) })
    }
  }
}

/// `POST /v1/accounts/decide`: the same, and nothing is reserved.
struct AccountsDecideHandler: RequestHandler {
  let service: DecisionService

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let state = service.state
    let query = try AccountQuery(request, isNext: false)
    state.parse(request.accountBody, at: .accountsDecide, for: writer) { document in
      let now = try AccountQuery.now(in: document)
      service.decideAccount(query, now: now) { state.sendAnswer($0, to: writer, under: $1) }
    }
  }
}

extension HTTPRequest {
  /// No body says as much as an empty object.
  fileprivate var accountBody: [UInt8] { body.isEmpty ? Array("{}".utf8) : body }
}
