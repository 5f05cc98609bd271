/// What happens at the socket that somebody may want to log or count. Reported on the event loop.
package enum ServerEvent: Sendable {
  /// Why an answer was refused by the server itself, before any handler.
  package struct Refusal: Sendable, Hashable {
    package let problem: Problem
    package let peer: Peer
  }

  /// Listening, at a path or on a descriptor that was given.
  case started(SocketSource)
  /// A connection was opened; the count includes it.
  case connected(count: Int)
  /// A connection was closed; the count excludes it.
  case disconnected(count: Int)
  /// A connection was refused because there are too many.
  case shed(Peer, limit: Int)
  /// The kernel would not say who connected; the connection was closed.
  case peerUnknown
  /// A request was refused: malformed, too large, too slow or not understood.
  case refused(Refusal)
  /// A client took nothing of what waits for it for too long; the connection was ended.
  case stalled(Peer, waitingBytes: Int)
  /// A handler let go of a request without answering; 500 was answered.
  case unanswered(method: String, path: String)
  /// New connections are refused from here on.
  case stopping(inFlight: Int)
  /// All connections are closed; how many had to be cut off when the drain limit was over.
  case stopped(cutOff: Int)
}
