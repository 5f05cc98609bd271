package import API

/// What happens at the socket that somebody may want to log or count. Reported on the event loop.
package enum ServerEvent: Sendable {
  /// Why a response was refused by the server itself, before any handler.
  package struct Refusal: Sendable, Hashable {
    package let problem: Problem
    package let peer: Peer
  }

  /// Why there was no room for a connection.
  package enum Shedding: Sendable, Hashable {
    /// There are too many.
    case full
    /// Its user has too many.
    case share
  }

  /// Listening, at a path or on a descriptor that was given.
  case started(SocketSource)
  /// A connection was opened; the count includes it.
  case connected(count: Int)
  /// A connection was closed; the count excludes it.
  case disconnected(count: Int)
  /// A body is answered while it arrives, from here until `answered` says that this came to an end.
  case streamBegan
  /// The response to a request has left, or nothing more of it can. Reported once for each request.
  case answered(AnsweredRequest)
  /// A connection was refused because there are too many, of all or of one user.
  case shed(Peer, Shedding, limit: Int)
  /// A connection that did nothing was closed to make room for another.
  case madeRoom(Peer)
  /// Connections cannot be accepted at the moment, for a reason of the system.
  case acceptFailed(String)
  /// The kernel would not say who connected; the connection was closed.
  case peerUnknown
  /// A request was refused: malformed, too large, too slow or not understood.
  case refused(Refusal)
  /// A client took nothing of what waits for it for too long; the connection was ended.
  case stalled(Peer, waitingBytes: Int)
  /// Too much waited for all clients together, and the one for whom most did was ended.
  case crowdedOut(Peer, waitingBytes: Int)
  /// A stream that the server itself held up got nowhere for too long; the connection was ended.
  case stuck(Peer)
  /// A handler let go of a request without answering; 500 was answered.
  case unanswered(method: String, path: String)
  /// The socket is not in its place any more: it was made anew, or, with a fault, could not be.
  case socketLost(path: String, fault: String?)
  /// The socket is in its place again.
  case socketFound(path: String)
  /// Another program listens in the place of the socket: nobody will find this server again.
  case socketTaken(path: String, reason: String)
  /// The lock file was not in its place any more; it was made and locked anew.
  case lockRegained(path: String)
  /// New connections are refused from here on.
  case stopping(inFlight: Int)
  /// All connections are closed; how many had to be cut off when the drain limit was over.
  case stopped(cutOff: Int)
}
