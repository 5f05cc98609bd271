import Foundation
import Glibc

@testable import System

/// A service manager's end of `NOTIFY_SOCKET`.
///
/// Unchecked because the descriptor stays the same.
final class NotifyListener: @unchecked Sendable {
  struct Silence: Error, CustomStringConvertible {
    let description: String
  }

  let address: String
  private let descriptor: CInt

  /// - Parameter address: a path, or the name of an abstract socket after an `@`.
  init(_ address: String, patience: Int = 60) throws {
    self.address = address
    let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    self.descriptor = descriptor
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if address.hasPrefix("@") {
      try SocketAddress.with(abstractName: String(address.dropFirst())) { bind(descriptor, $0, $1) }
    } else {
      try SocketAddress.with(address) { bind(descriptor, $0, $1) }
    }
  }

  deinit { close(descriptor) }

  /// The lines of the next message.
  func receive() throws -> [String] {
    var room = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &room, room.count, 0)
    guard count >= 0 else { throw Silence(description: "nothing more is said: \(SystemError.latest)") }
    return String(decoding: room.prefix(count), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The lines of the next message that has one of these.
  func receive(_ wanted: String) throws -> [String] {
    while true {
      let lines = try receive()
      if lines.contains(wanted) { return lines }
    }
  }

  /// All messages until one has this line, signs of life left out.
  func receive(until wanted: String) throws -> [[String]] {
    var messages: [[String]] = []
    while true {
      let lines = try receive()
      if lines == ["WATCHDOG=1"] { continue }
      messages.append(lines)
      if lines.contains(wanted) { return messages }
    }
  }

  /// Whether a message comes within a time.
  func hasMessage(withinMilliseconds limit: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, limit) > 0
  }
}
