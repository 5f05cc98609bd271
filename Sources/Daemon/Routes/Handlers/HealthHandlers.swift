import API
import JSON
import Serving

/// `GET /livez`: the event loop runs.
struct AliveHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    state.reply(HTTPResponse(body: Array("{\"alive\":true}\n".utf8)), to: writer)
  }
}

/// `GET /readyz`: a book serves, which is always so, clients find the daemon, and what is to be recorded can be.
struct ReadyHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    guard let reason = state.unreadiness else {
      return state.reply(HTTPResponse(body: Array("{\"ready\":true}\n".utf8)), to: writer)
    }
    var json = JSONWriter()
    json.object {
      $0.member("ready", false)
      $0.member("reason", reason)
    }
    json.newline()
    state.reply(HTTPResponse(status: 503, headers: [("Retry-After", "1")], body: json.bytes), to: writer)
  }
}
