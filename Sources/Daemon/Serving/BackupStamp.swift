import Foundation
import System
import Time

/// When the daemon last gave a whole copy of the history, which is remembered across restarts.
struct BackupStamp: Sendable {
  private let path: String
  private(set) var last: Instant?

  init(in stateDirectory: String) {
    path = "\(stateDirectory)/last-backup"
    last = FileManager.default.contents(atPath: path).flatMap {
      Instant(rfc3339: String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
  }

  /// Notes that one was given: until the next start, unless it is stored as well.
  mutating func note(_ now: Instant) { last = now }

  /// Writes it down for the time after the next start, which waits for the disk. Where that cannot be it is let go.
  func store() {
    guard let last else { return }
    try? AtomicFile.replace(path, with: Array("\(last)\n".utf8))
  }
}
