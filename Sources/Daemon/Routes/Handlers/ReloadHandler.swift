import API
import Books
import Serving

/// `POST /v1/book/reload`: reads the rule files now.
struct ReloadHandler: RequestHandler {
  let state: ServingState
  let loader: BookLoader

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    // The loader publishes before it is done, so the new book serves when this response leaves.
    loader.reload(
      done: state.loop.callback { result in
        switch result {
        case .loaded, .unchanged: state.reply(HTTPResponse(body: state.bookJSON()), to: writer)
        case .rejected(let rejection): state.reply(response(to: rejection), to: writer)
        }
      })
  }

  private func response(to rejection: Rejection) -> HTTPResponse {
    let problem = Problem(
      .bookRejected, detail: "the newest rule files are not taken; rule book \(state.book.revision) goes on")
    let body = problem.json { rejection.writeMembers(to: &$0) }
    return HTTPResponse(status: 422, contentType: MediaType.problem, body: body)
  }
}
