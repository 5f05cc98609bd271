internal import NIOCore

/// One request and its answer on a connection.
///
/// Unchecked because it is touched on the event loop only.
final class Exchange: @unchecked Sendable {
  enum Answer { case none, begun, ended }

  var request: HTTPRequest
  /// Held until the handler gets it.
  var responder: Responder?
  /// Nil once the body has ended or is of no more interest.
  var receiver: BodyReceiver?
  var answer = Answer.none
  var bodyEnded = false
  var isPaused = false
  /// Whether the client sends its body only once it is told to go on.
  var awaitsContinue = false
  /// When a streamed body last got anywhere: its receiver made something of it, or something was answered.
  var progress = NIODeadline.now()
  /// HTTP/1.0 knows no chunks and keeps a connection only if asked.
  let isOldVersion: Bool
  /// Whether the connection goes on after this exchange.
  var keepsAlive: Bool
  var isHead: Bool { request.method == "HEAD" }

  init(request: HTTPRequest, isOldVersion: Bool, keepsAlive: Bool) {
    self.request = request
    self.isOldVersion = isOldVersion
    self.keepsAlive = keepsAlive
  }
}
