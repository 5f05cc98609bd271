package import Glibc

/// The address of a Unix socket that has a path.
package enum SocketAddress {
  /// Calls with the address of a path; a path that is longer than the 107 bytes that one holds fails with
  /// `ENAMETOOLONG`.
  package static func with(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) throws(SystemError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SystemError(ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
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
