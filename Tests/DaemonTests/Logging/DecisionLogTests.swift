import DecisionLog
import Foundation
import Glibc
import Testing
import TestSupport

/// What the daemon logs of its decisions.
@Suite("The decision log of a daemon") struct DecisionLogTests {
  @Test func `each decision leaves a line, whatever way it was asked for, and a preview none`() throws {
    let folder = try CapBook.folder()
    let daemon = try TestDaemon(in: folder)
    let state = CapBook.state("anna")
    let one = try daemon.decide(state, query: "?explain=full&limit=1")
    let next = try daemon.next(state, query: "?take=2")
    _ = try daemon.decide("[\(state), \(CapBook.state("bo"))]")
    _ = try daemon.lines("/v1/decide?reserve=1", "\(state)\n\nnonsense\n\(CapBook.state("cem"))\n")
    _ = try daemon.decide(state, query: "?preview=true")
    _ = try daemon.decide(#"{"journey": 1}"#)
    let revision = try daemon.revision()
    #expect(try daemon.stop() == 0)

    let log = LoggedDecisions(folder)
    let lines = try log.lines
    #expect(lines.map(\.number) == Array(1...6))
    let calls = try log.records.map { record in
      record.firstMatch(of: /"query":\{[^}]*\}/).map { String($0.output) } ?? record
    }
    #expect(
      calls == [
        #""query":{"call":"decide","limit":1,"explain":"full"}"#, #""query":{"call":"next","reserve":2}"#,
        #""query":{"call":"array"}"#, #""query":{"call":"array"}"#,
        #""query":{"call":"stream","reserve":1}"#, #""query":{"call":"stream","reserve":1}"#,
      ])
    for (record, answer) in zip(try log.records, [one, next]) {
      #expect(record.hasPrefix(#"{"id":"\#(answer["decision"] ?? "")","#))
    }
    #expect(try log.findings([daemon.log]).isEmpty)
    #expect(try folder.read("state/decisions/books/\(revision)/book.yaml") == CapBook.text(per: "journey"))
    for (name, mode) in [("decisions", 0o700), ("decisions/decisions-000000000001.ndjson", 0o600)]
      as [(String, mode_t)]
    {
      var status = stat()
      #expect(lstat(folder.at("state/\(name)"), &status) == 0 && status.st_mode & 0o777 == mode, "\(name)")
    }
    let heads = daemon.log.lines(of: "decision_log.head")
    #expect(heads.map { $0["reason"] } == ["start", "stop"])
    #expect(heads.last?.fields["number"] as? Int == 6)
  }

  @Test func `after a kill it goes on with the next number, and nothing that was written is renumbered`()
    throws
  {
    let folder = try CapBook.folder()
    var logs: [DaemonLog] = []
    var before: [String] = []
    for round in 0..<3 {
      let daemon = try TestDaemon(in: folder)
      logs.append(daemon.log)
      for _ in 0..<20 { _ = try daemon.decide(CapBook.state("j-\(round)")) }
      try daemon.stop(with: SIGKILL)
      let file = folder.at("state/decisions/decisions-000000000001.ndjson")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(text.hasPrefix(before.joined()))
      // As if the kill had come in the middle of a line.
      try (text + #"{"v":1,"n":"#).write(toFile: file, atomically: false, encoding: .utf8)
      before = [text]
    }
    let daemon = try TestDaemon(in: folder)
    try daemon.log.wait(for: "decision_log.repaired")
    _ = try daemon.decide(CapBook.state("last"))
    try daemon.stop()
    let log = LoggedDecisions(folder)
    #expect(try log.lines.map(\.number) == (1...Int64(try log.lines.count)).map { $0 })
    #expect(try log.records.last?.contains(#""journey":"last""#) == true)
    #expect(try log.findings(logs + [daemon.log]).isEmpty)
  }

  @Test func `a line that somebody edited stands there after a restart, and is told of`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    for name in ["anna", "bo"] { _ = try daemon.next(CapBook.state(name)) }
    try daemon.stop()
    let file = "state/decisions/decisions-000000000001.ndjson"
    try folder.write(try folder.read(file).replacing("\"bo\"", with: "\"co\""), to: file)
    daemon = try TestDaemon(in: folder)
    let line = try daemon.log.wait(for: "decision_log.damaged")
    #expect(
      line["level"] == "error"
        && line["message"]
          == "line 3 of '\(folder.at(file))' is not as it was written; the file stays as it is, and a new one goes on after line 2"
    )
    _ = try daemon.decide(CapBook.state("dea"))
    try daemon.stop()
    let log = LoggedDecisions(folder)
    #expect(try log.lines.map(\.number) == [1, 2, 3])
    #expect(try log.contain("\"co\""))
    #expect(try log.findings([daemon.log]) == ["the record of line 2 was changed"])
  }

  @Test(
    .enabled(if: Privileges.canMount, "needs the right to mount a small file system"),
    arguments: [false, true])
  func `a full disk is told of; decisions go on or wait, as is wished`(blocks: Bool) throws {
    let folder = try CapBook.folder()
    let disk = folder.at("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try #require(mount("tmpfs", disk, "tmpfs", 0, "size=128k,mode=0700") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    let daemon = try TestDaemon(
      in: folder,
      [
        "DECISION_LOG_PATH": folder.at("disk/decisions"), "DECISION_LOG_ON_FULL": blocks ? "block" : "drop",
        "DECISION_LOG_WAITING": "65536",
      ])
    let client = try daemon.connect()
    func decide() throws -> Answer {
      try client.ask("POST", "/v1/decide", CapBook.state("anna"), type: "application/json")
    }
    var made = 0
    var refusal: Answer?
    while refusal == nil, made < 2_000 {
      let answer = try decide()
      if answer.status == 200 {
        made += 1
      } else if answer.text.contains("no space left") {
        // Before the disk is full, decisions may be made faster than a busy machine writes them.
        refusal = answer
      }
    }
    let reason = try daemon.log.wait(for: "decision_log.unavailable")["reason"] ?? ""
    #expect(reason.contains("no space left"))
    let ready = try daemon.get("/readyz")
    if blocks {
      let refusal = try #require(refusal)
      #expect(refusal.status == 503 && refusal.problem == "decision-log-unavailable")
      #expect(refusal.header("Retry-After") != nil)
      #expect(ready.status == 503 && ready["reason"]?.contains("no space left") == true)
      // What is not logged is decided all the same.
      #expect(try daemon.decide(CapBook.state("anna"), query: "?preview=true").status == 200)
      let line = try daemon.lines("/v1/decide", CapBook.state("anna") + "\n").text
      #expect(line.contains("decision-log-unavailable"))
      #expect(try daemon.next(CapBook.state("anna")).status == 503)
    } else {
      #expect(made == 2_000 && ready.status == 200)
    }
    umount2(disk, Int32(MNT_DETACH))
    try daemon.log.wait(for: "decision_log.recovered")
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try decide().status == 200)
    let metrics = try daemon.get("/metrics").text
    try daemon.stop()
    #expect(daemon.log.lines(of: "decision_log.unavailable").count == 1)
    let log = LoggedDecisions(folder, in: "disk/decisions")
    let records = try log.records
    let dropped = records.compactMap { $0.firstMatch(of: /^\{"gap":([0-9]+),/).flatMap { Int($0.output.1) } }
    let told = daemon.log.lines(of: "decision_log.gap").compactMap { $0.fields["count"] as? Int }
    #expect(dropped.isEmpty == blocks && dropped.reduce(0, +) == told.reduce(0, +))
    #expect(metrics.contains("\nwaymark_decision_log_dropped_total \(dropped.reduce(0, +))\n"))
    // What is missing besides went with the disk: numbers say so.
    let first = try #require(try log.lines.first?.number)
    #expect(Int(first) - 1 + records.count - dropped.count + dropped.reduce(0, +) == made + 1)
    // So does whoever was told how far back it went.
    let findings = try log.findings([daemon.log])
    #expect(findings.count == 1 && findings[0].contains("gone from its beginning"), "\(findings)")
  }

  @Test func `an erased journey is in no line any more, also where the daemon was killed after its answer`()
    throws
  {
    let folder = try CapBook.folder(per: "account")
    var daemon = try TestDaemon(in: folder, ["DECISION_LOG_ROTATE_SIZE": "8192"])
    let journey = "anna-who-asked"
    _ = try daemon.next(CapBook.state(journey))
    // Others of the account, and a member of a buying group with her.
    for name in ["bo", "cem"] { _ = try daemon.decide(CapBook.state(name)) }
    _ = try daemon.decide(#"{"journey": "dea", "buying_group": [{"journey": "\#(journey)"}]}"#)
    for _ in 0..<20 { _ = try daemon.decide(CapBook.state("ewa", account: "other")) }
    let answer = try daemon.ask("DELETE", "/v1/journeys?journey=\(journey)")
    #expect(answer.status == 200)
    try daemon.stop(with: SIGKILL)
    let wasDone = !daemon.log.lines(of: "decision_log.erased").isEmpty

    daemon = try TestDaemon(in: folder)
    if !wasDone { try daemon.log.wait(for: "decision_log.erased") }
    _ = try daemon.decide(CapBook.state("bo"))
    try daemon.stop()
    let log = LoggedDecisions(folder)
    #expect(try !log.contain(journey))
    #expect(try log.records.contains { $0.contains("\"ewa\"") })
    #expect(try log.findings([daemon.log]).isEmpty)
  }

  @Test func `with hashed journeys nobody is named, neither there nor in the daemon's own log`() throws {
    let folder = try CapBook.folder()
    try folder.write(
      """
      rules:
        watch: {alert: {severity: info, summary: "{journey} of {account.id} was here"}}

      """, to: "rules/alerts.yaml")
    let daemon = try TestDaemon(in: folder, ["LOG_JOURNEYS": "hashed"])
    _ = try daemon.decide(CapBook.state("anna-the-first", account: "acme-and-sons"))
    let alert = try daemon.log.wait(for: "journey.alert")
    #expect(alert["journey"]?.hasPrefix("h:") == true && alert["account"]?.hasPrefix("h:") == true)
    #expect(alert["summary"] == "{journey} of {account.id} was here")
    // The same journey has the same hash in both.
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=nobody").status == 200)
    try daemon.log.wait(for: "decision_log.erased")
    let log = LoggedDecisions(folder)
    #expect(try log.contain("\"\(alert["journey"] ?? "")\""))
    for name in ["anna-the-first", "acme-and-sons"] {
      #expect(try !log.contain(name))
      #expect(!daemon.log.text.contains(name))
    }
    _ = try daemon.ask("DELETE", "/v1/journeys?journey=anna-the-first")
    try daemon.log.wait(for: "decision_log.erased", count: 2)
    try daemon.stop()
    #expect(try log.lines.allSatisfy { $0.record == nil })
  }

  @Test func `where it is off there is none`() throws {
    let folder = try CapBook.folder()
    let daemon = try TestDaemon(in: folder, ["DECISION_LOG_ENABLED": "false"])
    #expect(try daemon.decide(CapBook.state("anna")).status == 200)
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=anna").status == 200)
    try daemon.stop()
    #expect(!FileManager.default.fileExists(atPath: folder.at("state/decisions")))
  }
}
