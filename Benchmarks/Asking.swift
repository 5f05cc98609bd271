import Foundation
import Glibc

/// How many reservations a second a running daemon makes, beside what the disk allows.
enum Asking {
  /// Asks `/v1/next` over many connections at once, a journey for every three requests, and prints the rate.
  ///
  /// - Parameters:
  ///   - socket: of the daemon.
  ///   - folder: on the disk of its history.
  ///   - state: a journey state; `JOURNEY` in it is replaced by the name of each.
  static func measure(socket: String, folder: String, state: String, connections: Int = 64) throws {
    let before = writes(in: folder)
    let began = ContinuousClock.now
    let (answers, refused) = ask(socket, state, connections, for: .seconds(5))
    let rate = Double(answers) / ((ContinuousClock.now - began) / .seconds(1))
    let after = writes(in: folder)
    Report.line("answers of next", String(format: "%.0f a second, %d refused", rate, refused))
    Report.line(
      "fdatasync of 8 KiB, before and after", String(format: "%.0f and %.0f a second", before, after))
    Report.line("answers for each that was possible", String(format: "%.2f", rate / ((before + after) / 2)))
  }

  private static func ask(
    _ path: String, _ state: String, _ connections: Int, for span: Duration
  ) -> (answers: Int, refused: Int) {
    var sockets = (0..<connections).compactMap { _ in connected(to: path) }.map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    defer { for item in sockets { close(item.fd) } }
    var number = 0
    func send(_ descriptor: CInt) {
      let body = state.replacing("JOURNEY", with: "benchmark-\(getpid())-\(number / 3)")
      number += 1
      let text = "POST /v1/next HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      _ = Array(text.utf8).withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
    }
    for item in sockets { send(item.fd) }
    var (answers, refused) = (0, 0)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let end = ContinuousClock.now + span
    while ContinuousClock.now < end {
      guard poll(&sockets, UInt(sockets.count), 1_000) > 0 else { continue }
      for item in sockets where item.revents != 0 {
        // An answer is smaller than the buffer and arrives at once.
        let count = recv(item.fd, &buffer, buffer.count, 0)
        guard count > 12 else { continue }
        if buffer[9] == UInt8(ascii: "2") { answers += 1 } else { refused += 1 }
        send(item.fd)
      }
    }
    return (answers, refused)
  }

  private static func connected(to path: String) -> CInt? {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(103)) }
    let code = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return code == 0 ? descriptor : nil
  }

  /// How often a second two pages can be written over and waited for.
  private static func writes(in folder: String) -> Double {
    let path = "\(folder)/benchmark-\(getpid())"
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer {
      close(descriptor)
      unlink(path)
    }
    let pages = [UInt8](repeating: 1, count: 8_192)
    func write(_ count: Int) {
      for number in 0..<count {
        pwrite(descriptor, pages, pages.count, off_t(number % 256) * 8_192)
        fdatasync(descriptor)
      }
    }
    write(256)
    let began = ContinuousClock.now
    write(2_000)
    return 2_000 / ((ContinuousClock.now - began) / .seconds(1))
  }
}
