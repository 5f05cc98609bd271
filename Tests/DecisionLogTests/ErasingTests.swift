import DecisionLog
import Decisions
import Foundation
import Rules
import Testing
import TestSupport
import Time

/// Lines that name a journey are erased, and the log stays whole.
@Suite struct ErasingTests {
  private static func state(_ journey: String, group: String = "[]") -> String {
    #"{"journey": "\#(journey)", "account": {"id": "acme", "employees": 3}, "buying_group": \#(group)}"#
  }

  private static func contacts(of journey: String) -> JourneyHistory {
    let contact = Contact(
      action: nil, actionID: "guide", kind: nil, group: nil, channel: nil, at: TestLog.start,
      results: .init(.delivered, at: nil), decision: nil, countsTowardCaps: true)
    return JourneyHistory(others: [[contact]], otherJourneys: [journey])
  }

  /// Lines 1 to 6; of them 1, 3 and 4 name anna.
  private static func write(to log: TestLog) throws {
    try log.decide(state("anna"))
    try log.decide(state("bo"))
    try log.decide(state("bo", group: #"[{"journey": "\u0061nna"}]"#))
    try log.decide(state("bo"), history: contacts(of: "anna"))
    // Other things of that name, and longer names.
    try log.decide(state("annabel", group: #"[{"journey": "joanna"}, {"persona": "anna"}]"#))
    try log.decide(#"{"journey": "bo", "account": {"id": "anna"}}"#)
  }

  private func erased(in log: TestLog) throws -> [Int64] {
    try log.lines.filter { $0.record == nil }.map(\.number)
  }

  @Test(arguments: [DecisionLog.Journeys.plain, .hashed], [64 << 20, 4_096])
  func `lines of the journey go, and those of others that name it`(
    journeys: DecisionLog.Journeys, rotateSize: Int
  ) throws {
    let log = try TestLog {
      $0.journeys = journeys
      $0.rotateSize = rotateSize
    }
    try Self.write(to: log)
    for _ in 0..<20 { try log.decide(Self.state("bo")) }
    log.log.flush()
    try log.decide(Self.state("anna"))
    try log.log.noteErasure(of: "anna")
    log.log.erase("anna")
    let event = try log.events.wait { if case .erased = $0 { true } else { false } }
    guard case .erased(let lines, 1) = event else { return #expect(Bool(false), "\(event)") }
    #expect(lines == 4)
    log.log.waitForUpkeep()
    log.stop()
    #expect(try erased(in: log) == [1, 3, 4, 27])
    let check = try log.check()
    #expect(check.findings.isEmpty && check.erased == 4 && check.lines == 27)
    #expect(!FileManager.default.fileExists(atPath: log.folder.at("decisions/erasures.ndjson")))
  }

  @Test func `what was noted is done after a restart`() throws {
    let log = try TestLog()
    try Self.write(to: log)
    try log.log.noteErasure(of: "anna")
    #expect(try log.folder.read("decisions/erasures.ndjson") == "{\"journey\":\"anna\"}\n")
    log.log.waitForUpkeep()
    log.stop()
    // It was only noted.
    #expect(try erased(in: log).isEmpty)
    let again = try log.restarted()
    try again.events.wait { if case .erased(3, 1) = $0 { true } else { false } }
    again.stop()
    #expect(try erased(in: again) == [1, 3, 4])
    #expect(!FileManager.default.fileExists(atPath: log.folder.at("decisions/erasures.ndjson")))
  }

  @Test func `a decision that was asked for before is logged after without its record`() throws {
    let log = try TestLog()
    try log.decide(Self.state("bo"))
    try log.log.noteErasure(of: "anna")
    log.log.erase("anna")
    log.clock.advance(by: TimeSpan(seconds: 1))
    try log.decide(Self.state("anna"), asked: TestLog.start)
    // A new one is somebody's new path.
    try log.decide(Self.state("anna"))
    log.stop()
    #expect(try erased(in: log) == [2])
    #expect(try log.check().findings.isEmpty)
  }

  @Test func `where the log is off, lines of before are erased all the same`() throws {
    let log = try TestLog()
    try Self.write(to: log)
    let off = try log.restarted { $0.isEnabled = false }
    try off.log.noteErasure(of: "anna")
    off.log.erase("anna")
    try off.events.wait { if case .erased(3, 1) = $0 { true } else { false } }
    off.stop()
    #expect(try erased(in: off) == [1, 3, 4])
  }

  @Test func `where there is no log nothing has to be noted`() throws {
    let log = try TestLog { $0.isEnabled = false }
    try log.log.noteErasure(of: "anna")
    #expect(!FileManager.default.fileExists(atPath: log.files.path))
  }
}
