import Foundation
import System
import Time

/// When the daemon last gave a whole copy of the history, which is remembered across restarts.
struct BackupStamp {
  private let path: String
  private(set) var last: Instant?

  init(in stateDirectory: String) {
    path = "\(stateDirectory)/last-backup"
    last = FileManager.default.contents(atPath: path).flatMap {
      Instant(rfc3339: String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
  }

  /// Notes that one was given. Where that cannot be written it is known until the next start only.
  mutating func note(_ now: Instant) {
    last = now
    guard var file = try? AtomicFile(replacing: path) else { return }
    try? file.write(Array("\(now)\n".utf8)[...])
    try? file.commit()
  }
}
