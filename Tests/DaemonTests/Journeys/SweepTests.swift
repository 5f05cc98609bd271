import Foundation
import Testing
import TestSupport

@Suite("Alerts that no script asks for")
struct SweepTests {
  private func alerts(_ daemon: TestDaemon, after number: Int = 0) throws -> [[String: Any]] {
    try daemon.get("/v1/alerts?after=\(number)&wait=30").json["alerts"] as? [[String: Any]] ?? []
  }

  private func days(_ count: Int) throws -> String {
    try ProgramUnderTest.now().addingTimeInterval(Double(-count) * 86_400).ISO8601Format()
  }

  @Test func `the first sweep tells of all together, later ones of each journey for which a rule turns true`()
    throws
  {
    let folder = try JourneyBook.folder()
    var daemon = try TestDaemon(in: folder, ["JOURNEYS_SWEEP": "0"])
    for name in ["anna", "bo", "cy", "dan"] {
      try daemon.tell(name, "{\"at\": \"\(try days(20))\", \"stage\": \"awareness\"}")
    }
    try daemon.tell("eve", "{\"at\": \"\(try days(20))\", \"stage\": \"awareness\"}", #"{"exit": "lost"}"#)
    try daemon.stop()
    daemon = try TestDaemon(in: folder, ["JOURNEYS_SWEEP": "1s"])
    let first = try alerts(daemon)
    #expect(first.count == 1)
    #expect(first.first?["summary"] as? String == "'stalls' holds for 4 journeys: anna, bo, cy and 1 more")
    #expect(first.first?["journey"] == nil)
    try daemon.log.wait(for: "journeys.swept")
    // From here on each is told of by itself, once.
    try daemon.tell("fay", #"{"pain_point": "price"}"#)
    let second = try alerts(daemon, after: 1)
    #expect(second.map { $0["journey"] as? String } == ["fay"])
    #expect(second.first?["rule"] as? String == "dear" && second.first?["decision"] == nil)
    try daemon.stop()
    daemon = try TestDaemon(in: folder, ["JOURNEYS_SWEEP": "1s"])
    try daemon.log.wait(for: "journeys.swept")
    try daemon.tell("gus", "{\"at\": \"\(try days(20))\", \"stage\": \"consideration\"}")
    let third = try alerts(daemon, after: 2)
    #expect(third.map { $0["journey"] as? String } == ["gus"])
    let metrics = try daemon.get("/metrics").text
    #expect(try #require(metrics.firstMatch(of: /waymark_sweeps_total (\d+)/)).output.1 != "0")
    #expect(metrics.contains("waymark_history_events_total 1\n"))
    #expect(metrics.contains("waymark_history_stored_events 8\n"))
    // No decision was counted for any of it.
    #expect(
      try daemon.get("/metrics").text.contains("waymark_decisions_total") == false
        || daemon.get("/metrics").text.contains("waymark_decisions_total{outcome=\"no_match\"} 0"))
    #expect(try daemon.stop() == 0)
  }

  @Test func `what next has told of, no sweep tells of again`() throws {
    let folder = try JourneyBook.folder()
    var daemon = try TestDaemon(in: folder, ["JOURNEYS_SWEEP": "1s"])
    try daemon.tell("anna", #"{"trigger": "trial"}"#)
    try daemon.log.wait(for: "journeys.swept")
    try daemon.stop()
    daemon = try TestDaemon(in: folder, ["JOURNEYS_SWEEP": "0"])
    try daemon.tell("anna", #"{"pain_point": "price"}"#)
    _ = try daemon.next(#"{"journey": "anna"}"#)
    #expect(try alerts(daemon).map { $0["rule"] as? String } == ["dear"])
    try daemon.stop()
    daemon = try TestDaemon(in: folder, ["JOURNEYS_SWEEP": "1s"])
    try daemon.log.wait(for: "journeys.swept")
    #expect(try daemon.get("/v1/alerts").json["last"] as? Int == 1)
  }
}
