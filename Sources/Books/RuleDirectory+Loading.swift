import Diagnostics
package import RuleFiles
import Rules
import System
package import Time

extension RuleDirectory.Contents {
  /// So many bytes of rules are parsed sooner than threads are started for them.
  private static let littleText = 1 << 15

  /// Loads the book of the files that were read. What `RuleBook.load` does is done by several threads as far as it can be:
  /// the files are parsed side by side.
  ///
  /// - Parameters:
  ///   - now: when it is read, where what is over by then is to be told.
  ///   - zones: where the book, and what is decided by it, looks up time zones.
  ///   - yields: whether other threads of the process go first where processors are few.
  package func load(now: Instant? = nil, zones: ZoneTable = ZoneTable(), yields: Bool = false) -> RuleBookLoad
  {
    // The largest come first, so that the threads are done at about the same time.
    let rules = files.filter { RuleFile.belongs(path: $0.path) }.sorted { $0.bytes.count > $1.bytes.count }
    guard rules.count > 1, rules.reduce(0, { $0 + $1.bytes.count }) > Self.littleText else {
      return RuleBook.load(files, now: now, zones: zones)
    }
    let parsed = ParsedFiles(Threads.map(rules.count, yields: yields) { ParsedFiles.Part(rules[$0]) })
    let load = RuleBook.load(files, now: now, zones: zones, parsed: parsed)
    Threads.release(parsed)
    return load
  }
}
