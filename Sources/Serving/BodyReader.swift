/// How the body of a request is read: a handler says so once it knows the request's head.
package enum BodyReader {
  /// Collected, then handed over with the request.
  case whole((HTTPRequest) -> Void)
  /// Handed over piece by piece while it arrives.
  case pieces(BodyReceiver)
}

/// Reads a streamed body, piece by piece, on the event loop.
package struct BodyReceiver {
  package var received: ([UInt8]) -> Void
  /// The body came to its end.
  package var ended: () -> Void
  /// The body will not come to its end: the client has gone, was too slow or sent something malformed.
  package var lost: () -> Void

  package init(
    received: @escaping ([UInt8]) -> Void, ended: @escaping () -> Void, lost: @escaping () -> Void = {}
  ) {
    self.received = received
    self.ended = ended
    self.lost = lost
  }
}
