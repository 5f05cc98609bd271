internal import API
internal import NIOCore

extension ServerCore {
  enum Admission {
    case place(ConnectionShares.Place)
    case refused(ServerEvent.Shedding)
  }

  /// Finds a place for whoever connects. Where there is none, the connection that was idle longest makes room.
  func admit(_ peer: Peer) -> Admission {
    let reason: ServerEvent.Shedding
    if count(of: peer.userID) >= shares.perUser {
      if makeRoom(among: { $0.place == .open && $0.peer.userID == peer.userID }) { return .place(.open) }
      reason = shares.perUser < shares.open ? .share : .full
    } else if openCount >= shares.open {
      if makeRoom(among: { $0.place == .open }) { return .place(.open) }
      reason = .full
    } else {
      return .place(.open)
    }
    return admitToKept(peer) ?? .refused(reason)
  }

  private func admitToKept(_ peer: Peer) -> Admission? {
    guard shares.kept > 0 else { return nil }
    if configuration.isAdministrator(peer) {
      if keptCount < shares.forAdministrators { return .place(.kept) }
      if makeRoom(among: { $0.place == .kept }) { return .place(.kept) }
      if keptCount - probeCount < shares.forAdministrators, endProbe() { return .place(.kept) }
    }
    return keptCount < shares.kept || endProbe() ? .place(.probes) : nil
  }

  /// Closes the one of them that was idle longest, if any was for long enough.
  private func makeRoom(among isCandidate: (Connection) -> Bool) -> Bool {
    let now = NIODeadline.now()
    if let longest = idle.removeFirst(where: isCandidate) { return close(longest) }
    // All were looked through just now.
    guard now >= nextLookForIdle else { return false }
    let grace = TimeAmount(limits.idleGrace)
    idle = IdleConnections(connections.values.filter { now - $0.lastActivity >= grace })
    if let longest = idle.removeFirst(where: isCandidate) { return close(longest) }
    nextLookForIdle = now + min(.milliseconds(10), grace)
    return false
  }

  private func close(_ connection: Connection) -> Bool {
    report(.madeRoom(connection.peer))
    connection.cut()
    return true
  }

  /// How many of the kept places are taken by who may only ask the probes.
  private var probeCount: Int { connections.values.count { $0.place == .probes } }

  /// Refuses the oldest of the connections that are kept for probes: whoever probes has asked as soon as connected.
  private func endProbe() -> Bool {
    let probes = connections.values.filter { $0.place == .probes }
    guard let oldest = probes.min(by: { $0.opened < $1.opened }) else { return false }
    oldest.shed()
    return true
  }
}
