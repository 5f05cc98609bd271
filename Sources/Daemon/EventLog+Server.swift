import API
import Serving
import System
import Telemetry

extension EventLog {
  /// Logs what happens at the socket.
  func report(_ event: ServerEvent) {
    switch event {
    case .started, .answered, .streamBegan, .connected, .disconnected, .stopping, .stopped: break
    case .shed(let peer, let reason, let limit):
      let what = reason == .share ? "its user has \(limit) open" : "all \(limit) are taken"
      warning(
        .loadShed, "a connection was refused: \(what)",
        peer.fields + ["limit": .init(limit)], key: "\(peer.userID)")
    case .madeRoom(let peer):
      warning(
        .loadShed, "a connection that did nothing was closed to make room for another", peer.fields,
        key: "\(peer.userID)")
    case .acceptFailed(let reason):
      warning(.loadShed, "no connection can be accepted: \(reason)", ["reason": .string(reason)])
    case .peerUnknown: warning(.peerRefused, "a connection was closed: the kernel did not say whose it is")
    case .refused(let refusal):
      let problem = refusal.problem
      warning(
        .requestMalformed, problem.detail,
        ["status": .init(problem.status), "problem": .string(problem.type.rawValue)] + refusal.peer.fields)
    case .stalled(let peer, let waiting):
      warning(
        .streamStalled, "a client took nothing of its answer; its connection was ended",
        peer.fields + ["waiting_bytes": .init(waiting)])
    case .crowdedOut(let peer, let waiting):
      warning(
        .streamStalled, "too many bytes of answers wait; the connection with the most was ended",
        peer.fields + ["waiting_bytes": .init(waiting)])
    case .stuck(let peer):
      warning(.streamStalled, "a stream got nowhere for too long; its connection was ended", peer.fields)
    case .unanswered(let method, let path):
      error(.requestUnanswered, "\(method) \(path) was not answered", key: path)
    case .socketLost, .socketFound, .socketTaken, .lockRegained: reportPlace(event)
    }
  }

  /// Logs that the service manager could not be told how the daemon fares.
  func reportUnnotified(_ error: SystemError) {
    warning(.notifyFailed, "the service manager cannot be reached: \(error)", ["reason": .string("\(error)")])
  }

  private func reportPlace(_ event: ServerEvent) {
    // Each has its time as its key, so that none is folded as a repeat.
    let key = "\(ContinuousClock.now)"
    switch event {
    case .socketLost(let path, nil):
      warning(
        .socketLost, "the socket '\(path)' was gone; it was made anew", ["socket": .string(path)], key: key)
    case .socketLost(let path, let fault?):
      error(
        .socketLost, "the socket '\(path)' is gone: \(fault)",
        ["socket": .string(path), "reason": .string(fault)], key: key)
    case .lockRegained(let path):
      warning(
        .socketLost, "the lock of the socket '\(path)' was gone; it was made anew", ["socket": .string(path)],
        key: key)
    case .socketFound(let path):
      info(.socketFound, "the socket '\(path)' is in its place again", ["socket": .string(path)], key: key)
    case .socketTaken(let path, let reason):
      error(
        .socketTaken, "another program has the place of the socket '\(path)': \(reason)",
        ["socket": .string(path), "reason": .string(reason)], key: key)
    default: break
    }
  }
}

extension Peer {
  /// Nothing where the kernel does not say who it is, as over TCP.
  fileprivate var fields: LogFields {
    guard userID != .max else { return [:] }
    return ["uid": .int(Int64(userID)), "pid": .int(Int64(processID))]
  }
}
