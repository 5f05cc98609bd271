internal import NIOCore

/// One request and its response on a connection.
final class Exchange {
  enum Response { case none, begun, ended }

  var request: HTTPRequest
  /// Held until the handler gets it, of a request without a body.
  var responder: Responder?
  /// Called with the request once its body is complete, where the body is collected.
  var handleWhole: ((HTTPRequest) -> Void)?
  /// Nil once the body has ended or is of no more interest, and where it is not streamed.
  var receiver: BodyReceiver?
  var response = Response.none
  var bodyEnded = false
  var isPaused = false
  /// Whether the client sends its body only once it is asked to.
  var awaitsContinue = false
  /// When a streamed body last got anywhere: its receiver made something of it, or something was answered.
  var progress: NIODeadline
  /// When its head had been read.
  let began: NIODeadline
  /// The place of its path among those that requests are counted by.
  let route: Int?
  /// Of the response, once it has begun.
  var status: Int?
  /// Whether its body is answered while it arrives.
  var isStream = false
  /// HTTP/1.0 knows no chunks and keeps a connection only if asked.
  let isOldVersion: Bool
  /// Whether the connection goes on after this exchange.
  var keepsAlive: Bool
  var isHead: Bool { request.method == "HEAD" }

  init(request: HTTPRequest, route: Int?, isOldVersion: Bool, keepsAlive: Bool) {
    self.request = request
    self.route = route
    began = .now()
    progress = began
    self.isOldVersion = isOldVersion
    self.keepsAlive = keepsAlive
  }
}
