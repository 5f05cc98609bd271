internal import NIOCore

/// The connections that were idle at some instant, of which the one that was idle longest is found without looking at all
/// of them each time somebody comes.
struct IdleConnections {
  private struct Entry {
    weak var connection: Connection?
    let since: NIODeadline
  }

  /// The longest last.
  private var entries: [Entry]

  /// - Parameter connections: those that have been idle for long enough, and maybe others.
  init(_ connections: [Connection]) {
    entries = connections.filter(\.mayMakeRoom)
      .map { Entry(connection: $0, since: $0.lastActivity) }
      .sorted { $0.since > $1.since }
  }

  /// Removes the one of them that was idle longest, and is so still.
  mutating func removeFirst(where isCandidate: (Connection) -> Bool) -> Connection? {
    var index = entries.count
    while index > 0 {
      index -= 1
      guard let connection = entries[index].connection, connection.mayMakeRoom,
        connection.lastActivity == entries[index].since
      else {
        entries.remove(at: index)
        continue
      }
      guard isCandidate(connection) else { continue }
      entries.remove(at: index)
      return connection
    }
    return nil
  }
}

extension Connection {
  /// Whether nothing is lost where it is closed.
  fileprivate var mayMakeRoom: Bool { isIdle && unread == 0 }
}
