internal import NIOCore

// A socket whose file has gone goes on listening, and nobody can find it. So its place is checked from time to time.
extension Server {
  /// Called on the event loop.
  func lookAfterPlace() {
    let core = core.value
    guard !core.isStopping else { return }
    switch look(configuration) {
    case .given(let given):
      let fault = "\"\(given.path)\" is not where it was; restart the socket unit"
      report(given.isInPlace ? nil : fault, of: given.path)
    case .own(.inPlace, let path): report(nil, of: path)
    case .own(.lockedAnew, let path): core.report(.lockRegained(path: path))
    case .own(.boundAnew(let descriptor), let path):
      if core.socketFault == nil { core.report(.socketLost(path: path, fault: nil)) }
      serveInstead(descriptor, at: path)
    case .own(.taken(let reason), let path):
      report(reason, of: path)
      return core.report(.socketTaken(path: path, reason: reason))
    case .own(.lost(let reason), let path): report(reason, of: path)
    case .nothing: return
    }
    loop.schedule(after: configuration.lookInterval) { self.lookAfterPlace() }
  }

  enum Place {
    case own(SocketFile.Finding, path: String)
    case given(GivenSocket)
    case nothing
  }

  /// Reports when a fault begins, changes or ends.
  private func report(_ fault: String?, of path: String) {
    let core = core.value
    guard fault != core.socketFault else { return }
    core.socketFault = fault
    core.report(fault == nil ? .socketFound(path: path) : .socketLost(path: path, fault: fault))
  }

  /// Serves a new descriptor in the place of the one that nobody finds any more.
  private func serveInstead(_ descriptor: CInt, at path: String) {
    listen(on: descriptor).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel):
        self.replace(with: channel)?.close(promise: nil)
        self.report(nil, of: path)
      case .failure(let error):
        self.abandonPlace()
        self.report("\(error)", of: path)
      }
    }
  }
}
