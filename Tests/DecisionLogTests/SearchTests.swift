import DecisionLog
import Decisions
import Testing
import TestSupport
import Time

/// Lines are found by the id of their decision, and those that are no more are told of.
@Suite struct SearchTests {
  private static let hour = TimeSpan(seconds: 3_600)

  @Test func `erased lines are counted where a decision of an instant would stand`() throws {
    let log = try TestLog()
    for journey in ["bo", "anna", "bo", "anna", "anna", "bo"] {
      try log.decide(#"{"journey": "\#(journey)"}"#)
      log.clock.advance(by: Self.hour)
    }
    log.log.flush()
    try log.log.noteErasure(of: "anna")
    log.log.erase("anna")
    try log.events.wait { if case .erased = $0 { true } else { false } }
    log.stop()
    let files = try log.files.files().map { LogFilePath($0, in: log.files) }
    // Half an hour before and after each line that was written.
    let counts = try (0...6).map { hours in
      try LogSearch.erasedLines(
        at: TestLog.start + TimeSpan(seconds: Int64(hours) * 3_600 - 1_800), in: files)
    }
    // Between two lines that are there nobody can tell which of the erased ones it was.
    #expect(counts == [0, 1, 1, 2, 2, 2, 0])
    let id = DecisionID(high: 0x0189_0000_0000_7000, low: 1)
    #expect(try LogSearch.find(id, in: files)?.line == 2)
    #expect(try LogSearch.find(DecisionID(high: 0x0189_0000_0000_7000, low: 2), in: files) == nil)
  }

  @Test func `an id of version 7 says when it was made`() throws {
    #expect(DecisionID(high: 0x0001_0000_0000_7123, low: 0).made == Instant(microseconds: 4_294_967_296_000))
    #expect(DecisionID(high: 0x0189_0000_0000_4000, low: 0).made == nil)
  }

  @Test func `another version begins another file`() throws {
    let log = try TestLog { $0.version = "1.0" }
    try log.decide(#"{"journey": "bo"}"#)
    let same = try log.restarted { $0.version = "1.0" }
    try same.decide(#"{"journey": "bo"}"#)
    let other = try same.restarted { $0.version = "1.1" }
    try other.decide(#"{"journey": "bo"}"#)
    other.stop()
    let names = try other.files.files()
    #expect(names.map(\.first) == [1, 3])
    #expect(names.map { LogFilePath($0, in: other.files).header?.version } == ["1.0", "1.1"])
    #expect(try other.check().findings.isEmpty)
  }
}
