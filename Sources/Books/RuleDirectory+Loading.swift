import Diagnostics
package import RuleFiles
import Rules
import System
package import Time

/// Threads of the process.
package struct LentThreads: Workers {
  private let yields: Bool

  /// - Parameter yields: whether other threads of the process go first where processors are few.
  package init(yields: Bool = false) { self.yields = yields }

  package var count: Int { Threads.usual }

  package func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value] {
    Threads.map(count, yields: yields, value)
  }
}

extension RuleDirectory.Contents {
  /// So many bytes of rules are parsed sooner than threads are started for them.
  private static let littleText = 1 << 15

  /// Loads the book of the files that were read. What `RuleBook.load` does is done by several threads as far as it can be:
  /// files are parsed, and rules are read, side by side.
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
    let threads = LentThreads(yields: yields)
    let parsed = ParsedFiles(threads.map(rules.count) { ParsedFiles.Part(rules[$0]) })
    let load = RuleBook.load(files, now: now, zones: zones, parsed: parsed, workers: threads)
    Threads.release(parsed)
    return load
  }
}
