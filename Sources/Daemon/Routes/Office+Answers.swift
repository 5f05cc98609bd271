import History
import JSON
import Serving

extension Office {
  /// Sends an answer with the revision it was made under.
  func finish(_ answer: HTTPAnswer, to responder: Responder, desk: Desk? = nil) {
    var answer = answer
    let headers = (desk ?? self.desk).edition.headers
    if !answer.headers.contains(where: { $0.name == headers[0].name }) { answer.headers += headers }
    responder.finish(answer)
  }

  func finish(_ problem: Problem, to responder: Responder, desk: Desk? = nil) {
    responder.finish(HTTPAnswer(problem, desk ?? self.desk))
  }

  /// The body of a request that is sent as JSON; otherwise it is answered.
  func jsonBody(of request: HTTPRequest, _ responder: Responder) -> [UInt8]? {
    if let type = request.mediaType, ![MediaType.json, MediaType.form].contains(type) {
      finish(.unsupportedType(type), to: responder)
      return nil
    }
    guard !request.body.isEmpty else {
      finish(.emptyBody, to: responder)
      return nil
    }
    return request.body
  }

  /// Whether a book serves, which is always so, and what is to be recorded can be.
  func readiness() -> HTTPAnswer {
    guard let reason = unreadiness else { return HTTPAnswer(body: Array("{\"ready\":true}\n".utf8)) }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("ready")
    writer.bool(false)
    writer.key("reason")
    writer.string(reason)
    writer.endObject()
    writer.newline()
    return HTTPAnswer(status: 503, headers: [("Retry-After", "1")], body: writer.bytes)
  }
}
