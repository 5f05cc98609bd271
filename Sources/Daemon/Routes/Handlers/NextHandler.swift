import API
import JSON
import Serving

/// `POST /v1/next`: decides one state and reserves the first of what is recommended; the answer leaves once that is
/// durable. Under a key that was used before, the response of then is given once more.
struct NextHandler: RequestHandler {
  let service: DecisionService
  let keys: IdempotencyKeys

  private var state: ServingState { service.state }

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    if let problem = RepeatableRequest.problem(ofKeyIn: request) { return state.reply(problem, to: writer) }
    let query = try DecideQuery(request, isNext: true)
    state.parse(request.body, at: .next, for: writer) { document in
      RepeatableRequest(state: state, keys: keys).respond(
        to: request, with: writer, question: { Question.digest(document, query) },
        consents: { service.consents(in: document, for: $0) },
        decide: { decideNext(document, query, storedUnder: $0, done: $1) })
    }
  }

  /// - Parameter done: called on the loop, once.
  private func decideNext(
    _ document: JSONDocument, _ query: DecideQuery, storedUnder key: RequestKey?,
    done: @escaping (DecisionService.Answer, ServingBook) -> Void
  ) {
    if document.kind(of: document.root) == .array {
      return done(
        .refused(.notOneState("an array", at: .next)), state.book)
    }
    service.decideOne(document, query, storedUnder: key, done: done)
  }
}
