import Glibc

/// Sockets made by hand.
package enum TestSocket {
  package struct Failure: Error, CustomStringConvertible {
    package let what: String
    package let code: CInt

    package init(_ what: String, code: CInt = errno) {
      self.what = what
      self.code = code
    }

    package var description: String { "\(what): \(String(cString: strerror(code)))" }
  }

  /// A connection to a socket, whose sending and receiving give up on a server that hangs.
  ///
  /// - Parameter patience: in seconds.
  package static func connected(to path: String, patience: Int = 20) throws -> CInt {
    let descriptor = new()
    setPatience(patience, of: descriptor)
    guard withAddress(of: path, { connect(descriptor, $0, $1) }) == 0 else {
      throw failure("cannot connect", closing: descriptor)
    }
    return descriptor
  }

  /// The same over TCP, to a port of this machine.
  package static func connected(toPort port: UInt16, patience: Int = 20) throws -> CInt {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    setPatience(patience, of: descriptor)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw failure("cannot connect to port \(port)", closing: descriptor) }
    return descriptor
  }

  private static func setPatience(_ seconds: Int, of descriptor: CInt) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// A socket that has a place, and listens there unless it is not to.
  package static func bound(at path: String, listening: Bool = true) throws -> CInt {
    let descriptor = new()
    guard withAddress(of: path, { bind(descriptor, $0, $1) }) == 0, !listening || listen(descriptor, 8) == 0
    else { throw failure("cannot bind", closing: descriptor) }
    return descriptor
  }

  /// The name by which the other end of a connection is bound.
  package static func peerName(_ descriptor: CInt) -> String {
    var address = sockaddr_un()
    var size = socklen_t(MemoryLayout<sockaddr_un>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &size) }
    }
    return withUnsafeBytes(of: &address.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static func new() -> CInt {
    socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  }

  private static func failure(_ what: String, closing descriptor: CInt) -> Failure {
    let failure = Failure(what)
    close(descriptor)
    return failure
  }

  private static func withAddress(
    of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
