import Foundation

/// How long a test goes on making up inputs.
package enum Fuzzing {
  /// `WAYMARK_FUZZ_TIME` gives the seconds of each such test; otherwise it makes as many inputs as it says.
  private static let seconds = ProcessInfo.processInfo.environment["WAYMARK_FUZZ_TIME"].flatMap { Double($0) }

  /// Goes on with inputs, and prints how many there were.
  package static func run(_ count: Int, for test: String = #function, _ body: () throws -> Void) rethrows {
    let begin = ProcessInfo.processInfo.systemUptime
    var done = 0
    while seconds.map({ ProcessInfo.processInfo.systemUptime - begin < $0 }) ?? (done < count) {
      try body()
      done += 1
    }
    print("\(done) inputs in '\(test)'")
  }
}
