import API
import History
import JSON
import Serving
import Time

/// `POST /v1/next`: decides one state and reserves the first of what is recommended; the answer leaves once that is
/// durable. Under a key that was used before, the response of then is given once more.
struct NextHandler: RequestHandler {
  let service: DecisionService
  let keys: IdempotencyKeys

  private var state: ServingState { service.state }

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let names = request.headers("idempotency-key")
    if names.count > 1 { return state.reply(.repeatedKey(names.count), to: writer) }
    if let name = names.first, !RequestLimits.keyLength.contains(name.utf8.count) {
      return state.reply(.badKey(name), to: writer)
    }
    let query = try DecideQuery(request, isNext: true)
    state.parse(request.body, for: writer) { document in
      guard let name = names.first else {
        return decideNext(document, query, storedUnder: nil) { state.sendAnswer($0, to: writer, under: $1) }
      }
      let key = RequestKey(name: Digest(of: Array(name.utf8)), question: Question.digest(document, query))
      respondOnce(to: document, query, under: key, with: writer)
    }
  }

  private func respondOnce(
    to document: JSONDocument, _ query: DecideQuery, under key: RequestKey, with writer: any ResponseWriter
  ) {
    let history = state.history
    let since = state.clock() - IdempotencyKeys.responsesKept
    if history.isErased(key.name, since: since) { return state.reply(.journeyErased, to: writer) }
    let waiting = keys.question(under: key.name)
    if let known = waiting ?? history.question(under: key.name, since: since) {
      guard known == key.question else { return state.reply(.keyReused, to: writer) }
      return waiting == nil ? replay(key, to: writer) : keys.wait(for: key.name, writer)
    }
    keys.begin(key)
    decideNext(document, query, storedUnder: key) { answer, book in
      state.sendAnswer(answer, to: writer, under: book)
      for other in keys.end(key.name) {
        guard case .decided(let body) = answer else {
          state.sendAnswer(answer, to: other, under: book)
          continue
        }
        state.reply(HTTPResponse(headers: [Self.replayed], body: body), to: other, under: book)
      }
    }
  }

  /// - Parameter done: called on the loop, once.
  private func decideNext(
    _ document: JSONDocument, _ query: DecideQuery, storedUnder key: RequestKey?,
    done: @escaping (DecisionService.Answer, ServingBook) -> Void
  ) {
    if document.kind(of: document.root) == .array {
      return done(
        .refused(
          .notOneState("an array", at: .next, instead: "send many as lines to /v1/decide?reserve=1")),
        state.book)
    }
    service.decideOne(document, query, storedUnder: key, done: done)
  }

  /// Gives a stored response once more.
  private func replay(_ key: RequestKey, to writer: any ResponseWriter) {
    let history = state.history
    history.answer(
      under: key.name,
      state.loop.callback { found in
        switch found {
        case .kept(let revision, let body):
          writer.finish(HTTPResponse(headers: [("Waymark-Revision", revision), Self.replayed], body: body))
        case .unreadable(let fault):
          state.reply(.historyUnavailable("\(history.fault ?? fault)"), to: writer)
        case .erased: state.reply(.journeyErased, to: writer)
        // Deciding anew could do it twice.
        case .lost, .damaged:
          state.reply(
            history.fault.map { .historyUnavailable("\($0)") } ?? .answerForgotten, to: writer)
        }
      })
  }

  /// Of a response that was given before.
  private static let replayed = (name: "Idempotency-Replayed", value: "true")
}
