import API
import DecisionLog
import Foundation
import JSON
import Serving

/// `GET /livez`: the event loop runs.
struct AliveHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    var json = JSONWriter()
    json.object { $0.member("alive", true) }
    json.newline()
    state.reply(HTTPResponse(body: json.bytes), to: writer)
  }
}

/// `GET /readyz`: a book serves, which is always so, clients find the daemon, and what is to be recorded can be.
struct ReadyHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    let reason = state.unreadiness
    var json = JSONWriter()
    json.object {
      $0.member("ready", reason == nil)
      $0.member("reason", ifPresent: reason)
    }
    json.newline()
    let log = logHeader
    guard reason != nil else {
      return state.reply(HTTPResponse(headers: log, body: json.bytes), to: writer)
    }
    state.reply(
      HTTPResponse(status: 503, headers: [("Retry-After", "1")] + log, body: json.bytes), to: writer)
  }

  /// For whoever reads the files of the log, and asks no daemon.
  private var logHeader: [(name: String, value: String)] {
    state.decisionLog.writtenFolder
      .flatMap {
        URL(filePath: $0).absoluteURL.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
      }
      .map { [(HeaderName.decisionLog, $0)] } ?? []
  }
}
