import Foundation
import Glibc

/// A pipe that a log writes into.
final class LogPipe {
  private var reading: CInt
  private(set) var writing: CInt

  init() {
    var ends: [CInt] = [0, 0]
    pipe(&ends)
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    closeReading()
    if writing >= 0 { close(writing) }
  }

  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  /// Writes into the pipe until it takes no more, and says how many bytes that were.
  func fill() -> Int {
    let flags = fcntl(writing, F_GETFL)
    _ = fcntl(writing, F_SETFL, flags | O_NONBLOCK)
    var count = 0
    while write(writing, "\n", 1) == 1 { count += 1 }
    _ = fcntl(writing, F_SETFL, flags)
    return count
  }

  /// Takes bytes out of the pipe.
  func discard(_ count: Int) {
    var left = count
    var room = [UInt8](repeating: 0, count: 4096)
    while left > 0 { left -= max(read(reading, &room, min(left, room.count)), 0) }
  }

  /// Closes the end that is written to, and takes all lines that are left.
  func closeWriting() -> [String] {
    close(writing)
    writing = -1
    return lines(.max)
  }

  /// The next lines, waited for.
  func lines(_ count: Int) -> [String] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    var found = 0
    while found < count, read(reading, &byte, 1) == 1 {
      bytes.append(byte)
      if byte == 10 { found += 1 }
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// The fields of a line of JSON; nil if it is not one.
func fields(_ line: String) -> [String: Any]? {
  (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
}
