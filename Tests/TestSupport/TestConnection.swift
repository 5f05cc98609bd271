import Glibc

/// A client's end of a connection, which sends and receives bytes as they are.
///
/// Unchecked because at most one thread sends and one receives.
package final class TestConnection: @unchecked Sendable {
  package let descriptor: CInt

  /// - Parameter patience: after how many seconds sending and receiving give up, so that a server that hangs fails a
  ///   test.
  package init(_ path: String, patience: Int = 20) throws {
    descriptor = try TestSocket.connected(to: path, patience: patience)
  }

  /// Connects over TCP, to a port of this machine.
  package init(port: UInt16, patience: Int = 20) throws {
    descriptor = try TestSocket.connected(toPort: port, patience: patience)
  }

  deinit { close(descriptor) }

  /// Sends all of it; false where the server does not read all.
  @discardableResult
  package func send(_ bytes: some Sequence<UInt8>) -> Bool {
    var rest = ArraySlice(Array(bytes))
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Sends as long as there is room, or comes soon, and the connection is not ended.
  ///
  /// - Returns: how many bytes that were.
  package func sendSome(of bytes: [UInt8]) -> Int {
    var rest = bytes[...]
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while !rest.isEmpty, poll(&request, 1, 300) > 0 {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN, errno != EINTR {
        // The other side has ended the connection: nothing will ever be taken any more.
        break
      }
    }
    return bytes.count - rest.count
  }

  package func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Whether there is something to receive, the end included, or comes in time.
  package func hasSomething(withinMilliseconds limit: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, limit) > 0
  }

  /// What comes next; empty at the end, nil if nothing comes in time or the connection was reset.
  package func receive() -> [UInt8]? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, size in
      count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      size = max(count, 0)
    }
    return count < 0 ? nil : bytes
  }
}
