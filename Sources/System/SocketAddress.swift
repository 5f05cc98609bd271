package import Glibc

/// The address of a Unix socket that has a path.
package enum SocketAddress {
  /// Calls with the address of a path; a path that is longer than the 107 bytes that one holds fails with
  /// `ENAMETOOLONG`.
  package static func with(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) throws(SystemError) {
    guard path.utf8.count < room else { throw SystemError(ENAMETOOLONG) }
    try with(Array(path.utf8), size: MemoryLayout<sockaddr_un>.size, body)
  }

  /// The same for a socket that stands in no folder, but under a name in the kernel.
  package static func with(
    abstractName name: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) throws(SystemError) {
    guard name.utf8.count < room else { throw SystemError(ENAMETOOLONG) }
    // The name begins with a zero and has no end of its own.
    let start = MemoryLayout<sockaddr_un>.size - room
    try with([0] + Array(name.utf8), size: start + 1 + name.utf8.count, body)
  }

  /// Bytes of a path or a name.
  private static var room: Int { MemoryLayout.size(ofValue: sockaddr_un().sun_path) }

  private static func with(
    _ path: [UInt8], size: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) throws(SystemError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let code = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(size)) }
    }
    guard code == 0 else { throw .latest }
  }

  /// The path that a socket is bound to; nil for one without.
  package static func path(of descriptor: CInt) -> String? {
    var address = sockaddr_un()
    var size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    guard code == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
    let text = withUnsafeBytes(of: &address.sun_path) { Array($0.prefix { $0 != 0 }) }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
