import Glibc
import System

/// A connected Unix stream socket; every call waits.
struct UnixSocket: ~Copyable {
  private let descriptor: CInt

  /// - Parameter patience: for how long a call may wait.
  init(connectingTo path: String, patience: Duration) throws(SystemError) {
    descriptor = try Self.connected(to: path, patience)
  }

  private static func connected(to path: String, _ patience: Duration) throws(SystemError) -> CInt {
    let opened = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard opened >= 0 else { throw .latest }
    // Before it connects: that waits as well, where a daemon that stands still has a full queue.
    var time = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(opened, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    do throws(SystemError) {
      try SocketAddress.with(path) { connect(opened, $0, $1) }
    } catch {
      close(opened)
      throw error
    }
    return opened
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .latest
      }
    }
  }

  /// Sends what there is room for, without waiting; returns how many bytes that were.
  func sendSome(of bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    let count = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if count >= 0 { return count }
    let problem = SystemError.latest
    guard problem.isTimeout || problem.code == EINTR else { throw problem }
    return 0
  }

  /// What a socket is ready for.
  struct Readiness {
    /// Something has arrived, or the other side has gone.
    let canReceive: Bool
    let hasRoom: Bool
    /// Whether anything waited for has come.
    let isAnything: Bool
  }

  /// Waits until something arrives; where that is wanted, until there is room to send, or another descriptor can be
  /// read.
  func wait(
    forRoom wantsRoom: Bool, orFor other: CInt?, atMost time: Duration
  ) throws(SystemError) -> Readiness {
    let events = wantsRoom ? POLLIN | POLLOUT : POLLIN
    // A negative descriptor is passed over.
    var polled = [
      pollfd(fd: descriptor, events: Int16(events), revents: 0),
      pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&polled, nfds_t(polled.count), CInt(time.components.seconds * 1_000))
    guard count >= 0 || errno == EINTR else { throw .latest }
    let found = count > 0 ? CInt(polled[0].revents) : 0
    return Readiness(
      canReceive: found & (POLLIN | POLLHUP | POLLERR) != 0, hasRoom: found & POLLOUT != 0,
      isAnything: count != 0)
  }

  /// Appends what has arrived, and waits where nothing has; false at the end.
  func receive(into bytes: inout [UInt8]) throws(SystemError) -> Bool {
    try bytes.append { recv(descriptor, $0.baseAddress, $0.count, 0) } > 0
  }
}

extension SystemError {
  /// Whether a call would have had to wait, or has waited for longer than the socket's patience.
  var isTimeout: Bool { code == EAGAIN || code == EWOULDBLOCK }
}
