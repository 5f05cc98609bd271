import API
import DecisionLog
import JSON
import Serving
import Settings

/// `POST /v1/decide`: one state, an array of them, or a stream of lines.
struct DecideHandler: RequestHandler, LineHandler {
  let service: DecisionService

  private var state: ServingState { service.state }

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let query = try DecideQuery(request)
    state.parse(request.body, at: .decide, for: writer) { document in
      let isArray = document.kind(of: document.root) == .array
      if query.reserve != nil, !isArray {
        throw QueryProblem("'reserve' is for arrays and streams; POST one state to /v1/next")
      }
      let done = { (answer: DecisionService.Answer, book: ServingBook) in
        state.sendAnswer(answer, to: writer, under: book)
      }
      guard isArray else { return service.decideOne(document, query, done: done) }
      var query = query
      query.call = .array
      let count = document.count(of: document.root)
      guard count <= state.configuration.statesPerArray else {
        return state.reply(.tooManyStates(count, most: state.configuration.statesPerArray), to: writer)
      }
      ArrayDecision(document, query, by: service, done: done).begin()
    }
  }

  /// A stream of states, each decided under the rule book of its moment.
  func receiveLines(
    of request: HTTPRequest, with writer: any ResponseWriter
  ) throws(QueryProblem) -> BodyReceiver {
    var asked = try DecideQuery(request)
    asked.call = .stream
    let query = asked
    return LineStream(to: writer, state, at: .decide) { document, reply in
      service.decideOne(document, query, isLine: true) { answer, _ in
        switch answer {
        case .decided(let json): reply(json)
        case .refused(let problem): reply(problem)
        // A line has no key.
        case .answeredBefore: reply(.answerForgotten)
        }
      }
    }.receiver
  }
}

extension ServingState {
  /// Sends a decision or why there is none.
  func sendAnswer(_ answer: DecisionService.Answer, to writer: any ResponseWriter, under book: ServingBook) {
    switch answer {
    case .decided(let body): reply(HTTPResponse(body: body), to: writer, under: book)
    case .refused(let problem): reply(problem, to: writer, under: book)
    case .answeredBefore: reply(.answerForgotten, to: writer, under: book)
    }
  }
}
