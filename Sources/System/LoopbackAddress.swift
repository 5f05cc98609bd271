internal import Glibc

/// An address of this machine itself, which nobody else can reach, with a port.
package struct LoopbackAddress: Sendable, Hashable, CustomStringConvertible {
  package struct Refused: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// Such as `127.0.0.1` or `::1`.
  package let host: String
  /// 0: any that is free.
  package let port: UInt16

  private init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  private var isIPv6: Bool { host.contains(":") }

  package var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Reads `127.0.0.1:9464` or `[::1]:9464`.
  package init(_ text: String) throws(Refused) {
    guard let colon = text.lastIndex(of: ":"), let port = Self.port(text[text.index(after: colon)...]) else {
      throw Refused(description: "'\(text)' is no address with a port; write for instance '127.0.0.1:9464'")
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard Self.isLoopback(host), host.contains(":") == text.hasPrefix("[") else {
      throw Refused(
        description:
          "'\(text)' is not an address of this machine alone; write '127.0.0.1:\(port)' or '[::1]:\(port)'")
    }
    self.init(host: host, port: port)
  }

  private static func port(_ text: Substring) -> UInt16? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt16(text) : nil
  }

  /// Whether a text is an address of the machine itself: 127.0.0.0/8 or ::1.
  package static func isLoopback(_ host: String) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    var six = in6_addr()
    guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
    return withUnsafeBytes(of: &six) { bytes in bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 }
  }

  /// Makes a socket that listens there.
  ///
  /// - Returns: its descriptor, which is not handed on to child processes, and the address with the port that it has.
  package func listen(backlog: CInt) throws(SystemError) -> (descriptor: CInt, address: LoopbackAddress) {
    let descriptor = socket(
      isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .latest }
    do throws(SystemError) {
      var yes: CInt = 1
      // A port that was closed a moment ago may be had again.
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
      try bind(descriptor)
      guard Glibc.listen(descriptor, backlog) == 0 else { throw .latest }
      return (descriptor, LoopbackAddress(host: host, port: try Self.port(of: descriptor)))
    } catch {
      close(descriptor)
      throw error
    }
  }

  private func bind(_ descriptor: CInt) throws(SystemError) {
    var storage = sockaddr_storage()
    let size = withUnsafeMutableBytes(of: &storage) { bytes in
      if isIPv6 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        inet_pton(AF_INET6, host, &address.sin6_addr)
        withUnsafeBytes(of: &address) { bytes.copyMemory(from: $0) }
        return MemoryLayout<sockaddr_in6>.size
      }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      inet_pton(AF_INET, host, &address.sin_addr)
      withUnsafeBytes(of: &address) { bytes.copyMemory(from: $0) }
      return MemoryLayout<sockaddr_in>.size
    }
    let code = withUnsafePointer(to: storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(descriptor, $0, socklen_t(size)) }
    }
    guard code == 0 else { throw .latest }
  }

  private static func port(of descriptor: CInt) throws(SystemError) -> UInt16 {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let code = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    guard code == 0 else { throw .latest }
    // Both kinds of address have the port at the same place.
    return withUnsafeBytes(of: &storage) {
      UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
  }
}
