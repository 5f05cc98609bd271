import Books
import API
import History
import JSON
import Serving
import Telemetry

extension Office {
  /// Sends an answer with the revision it was made under.
  func finish(_ answer: HTTPResponse, to responder: Responder, desk: ServingBook? = nil) {
    var answer = answer
    let headers = (desk ?? self.desk).edition.headers
    if !answer.headers.contains(where: { $0.name == headers[0].name }) { answer.headers += headers }
    responder.finish(answer)
  }

  func finish(_ problem: Problem, to responder: Responder, desk: ServingBook? = nil) {
    responder.finish(HTTPResponse(problem, desk ?? self.desk))
  }

  /// The body of a request that is sent as JSON; otherwise it is answered.
  func jsonBody(of request: HTTPRequest, _ responder: Responder) -> [UInt8]? {
    if let type = request.mediaType, ![MediaType.json, MediaType.form].contains(type) {
      finish(.unsupportedType(type, at: request.path), to: responder)
      return nil
    }
    guard !request.body.isEmpty else {
      finish(.emptyBody(at: request.path), to: responder)
      return nil
    }
    return request.body
  }

  /// What is wrong with a request. What is nobody's mistake but Waymark's own is told of in the log.
  func problem(reading error: any Error, of what: Problem.Read = .body) -> Problem {
    if let problem = Problem(reading: error, of: what) { return problem }
    log.error(.requestUnanswered, "a request could not be answered: \(error)", key: "\(type(of: error))")
    return .failed
  }

  /// What is wrong with a request before its body is looked at.
  func mistake(in request: HTTPRequest, _ endpoint: Endpoint) -> Problem? {
    if request.query.count > 1 {
      var names: Set<String> = []
      for item in request.query where !names.insert(item.name).inserted {
        return .badQuery("the parameter '\(item.name)' stands there twice; give it once")
      }
    }
    if !endpoint.takesKey, request.header("idempotency-key") != nil { return .keyNotTaken(request.path) }
    return nil
  }

  /// Whether a book serves, which is always so, clients find the daemon, and what is to be recorded can be.
  func readiness() -> HTTPResponse {
    if let fault = socketFault { return notReady("the socket is lost: \(fault)") }
    guard let reason = unreadiness else { return HTTPResponse(body: Array("{\"ready\":true}\n".utf8)) }
    return notReady(reason)
  }

  private func notReady(_ reason: String) -> HTTPResponse {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("ready")
    writer.bool(false)
    writer.key("reason")
    writer.string(reason)
    writer.endObject()
    writer.newline()
    return HTTPResponse(status: 503, headers: [("Retry-After", "1")], body: writer.bytes)
  }
}
