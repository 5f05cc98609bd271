import Foundation
import Glibc
import Testing
import TestSupport

/// Alert rules that hold are told of in the log, each once in its time for a rule and a journey.
@Suite struct AlertTests {
  /// Asks about something that the log tells of after all that came before.
  private static func alerts(of daemon: TestDaemon, upTo journey: String) throws -> [String] {
    #expect(try daemon.decide(Samples.complaint(journey)).status == 200)
    try daemon.log.wait(for: "journey.alert", count: 2) { $0["journey"] == journey }
    return daemon.log.lines(of: "journey.alert").filter { $0["journey"] != journey }
      .map { "\($0["rule"] ?? "") \($0["journey"] ?? "")" }
  }

  @Test func `an alert says its rule, severity, summary, journey, account and revision`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.decide(Samples.complaint("anna"))
    let listed = answer.json["alerts"] as? [[String: String]] ?? []
    #expect(listed.map { $0["rule"] } == ["alerts/complaint", "alerts/price"])
    let line = try daemon.log.wait(for: "journey.alert") { $0["rule"] == "alerts/complaint" }
    #expect(line["severity"] == "critical" && line["level"] == "error")
    #expect(line["summary"] == "A complaint of anna has no answer" && line["message"] == line["summary"])
    #expect(line["journey"] == "anna" && line["account"] == "acme")
    #expect(line["revision"] == daemon.folder.revision())
    let other = try daemon.log.wait(for: "journey.alert") { $0["rule"] == "alerts/price" }
    #expect(other["severity"] == "warning" && other["level"] == "warning")
  }

  @Test func `repeats are listed but not told of, and another journey is`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    for _ in 0..<20 {
      let answer = try client.ask("POST", "/v1/decide", Samples.complaint("anna"), type: "application/json")
      #expect((answer.json["alerts"] as? [Any])?.count == 2)
    }
    _ = try daemon.decide(Samples.array(5) { _ in Samples.complaint("anna") })
    #expect(
      try Self.alerts(of: daemon, upTo: "last") == ["alerts/complaint anna", "alerts/price anna"])
  }

  @Test func `ids that look alike but are not the same bytes are of different journeys`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    // The letter is one character, then a letter and an accent.
    _ = try daemon.decide("[\(Samples.complaint("\u{e9}")), \(Samples.complaint("e\u{301}"))]")
    let journeys = try Self.alerts(of: daemon, upTo: "last").filter { $0.hasPrefix("alerts/price ") }
    #expect(journeys.map { $0.unicodeScalars.count } == [14, 15])
  }

  @Test func `a preview raises none`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.decide(Samples.complaint("anna"), query: "?preview=true")
    #expect((answer.json["alerts"] as? [Any])?.count == 2)
    #expect(try Self.alerts(of: daemon, upTo: "last") == [])
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    #expect(try Self.alerts(of: daemon, upTo: "very last").contains("alerts/complaint anna"))
  }

  @Test(arguments: [SIGTERM, SIGKILL]) func `what was told of is remembered across a restart`(_ signal: Int32)
    throws
  {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    #expect(try Self.alerts(of: daemon, upTo: "anna") == [])
    try daemon.stop(with: signal)
    let restarted = try TestDaemon(in: folder)
    #expect(try restarted.decide(Samples.complaint("anna")).status == 200)
    #expect(try restarted.decide(Samples.complaint("bo")).status == 200)
    #expect(try Self.alerts(of: restarted, upTo: "last") == ["alerts/complaint bo", "alerts/price bo"])
  }

  @Test func `a reload forgets nothing`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    #expect(try daemon.ask("POST", "/v1/book/reload").status == 200)
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    #expect(try Self.alerts(of: daemon, upTo: "last").count == 2)
  }

  @Test func `a state directory that cannot be written is said, and alerts are told of all the same`() throws
  {
    let folder = try TestFolder()
    try folder.write("in the way", to: "state")
    let daemon = try TestDaemon(in: folder)
    try daemon.log.wait(for: "state.unavailable")
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    #expect(try Self.alerts(of: daemon, upTo: "last").count == 2)
  }
}
