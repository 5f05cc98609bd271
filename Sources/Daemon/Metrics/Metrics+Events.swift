import Serving

extension Metrics {
  /// Counts what happens at the socket.
  mutating func count(_ event: ServerEvent) {
    switch event {
    case .answered(let request): count(request)
    case .streamBegan: countStream()
    case .connected(let count), .disconnected(let count): setConnections(count)
    case .shed, .madeRoom, .acceptFailed: countShedding()
    case .peerUnknown: countRefusedPeer()
    case .stalled, .crowdedOut, .stuck: countStalled()
    case .started, .refused, .unanswered, .socketLost, .socketFound, .socketTaken, .lockRegained, .stopping,
      .stopped:
      break
    }
  }
}
