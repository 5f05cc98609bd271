import Glibc

/// A connected Unix stream socket; every call waits.
struct UnixSocket: ~Copyable {
  /// Why a call failed, as the system says it.
  struct Problem: Error {
    let code: CInt

    var description: String { String(cString: strerror(code)) }
  }

  private let descriptor: CInt

  /// - Parameter patience: for how long a call may wait.
  init(connectingTo path: String, patience: Duration) throws(Problem) {
    descriptor = try Self.connected(to: path)
    var time = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  private static func connected(to path: String) throws(Problem) -> CInt {
    let opened = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard opened >= 0 else { throw Problem(code: errno) }
    if let code = connect(opened, to: path) {
      close(opened)
      throw Problem(code: code)
    }
    return opened
  }

  /// - Returns: the system's error code, where it failed.
  private static func connect(_ descriptor: CInt, to path: String) -> CInt? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return ENAMETOOLONG }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return result == 0 ? nil : errno
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws(Problem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Problem(code: errno)
      }
    }
  }

  /// Appends what has arrived, and waits where nothing has; false at the end.
  func receive(into bytes: inout [UInt8]) throws(Problem) -> Bool {
    do throws(ReadProblem) {
      return try bytes.append { recv(descriptor, $0.baseAddress, $0.count, 0) } > 0
    } catch {
      throw Problem(code: error.code)
    }
  }
}
