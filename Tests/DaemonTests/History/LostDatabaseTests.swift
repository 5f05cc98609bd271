import Foundation
import Glibc
import Testing
import TestSupport

/// A start where all files of the history are gone: only the decision log shows whether there was one.
@Suite struct LostDatabaseTests {
  private static let history = [
    "waymark.sqlite", "waymark.sqlite-wal", "waymark.sqlite-shm", "withdrawals", "withdrawals.key",
  ]

  private func remove(_ names: [String], in folder: TestFolder) {
    for name in names { try? FileManager.default.removeItem(atPath: folder.at("state/\(name)")) }
  }

  @Test func `nothing is reserved where the log has decisions by a history, until somebody accepts that`()
    throws
  {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    let copy = try daemon.ask("GET", "/v1/backup")
    #expect(copy.status == 200)
    try daemon.stop()
    remove(Self.history, in: folder)

    daemon = try TestDaemon(in: folder)
    let reason =
      "the database '\(folder.at("state/waymark.sqlite"))' was gone, and the decision log has decisions by it, in '\(folder.at("state/decisions/decisions-000000000001.ndjson"))'"
    let refusal = try daemon.next(CapBook.state("anna"))
    #expect(refusal.status == 503 && refusal.problem == "history-damaged")
    #expect(
      refusal["detail"]?.contains(
        "\(reason); go back to a copy, or look into it and run `waymark history accept`") == true,
      "\(refusal.text)")
    let ready = try daemon.get("/readyz")
    #expect(ready.status == 503 && ready["reason"]?.hasPrefix(reason) == true, "\(ready.text)")
    #expect(daemon.log.lines(of: "history.damaged").first?["reason"] == reason)
    // Decisions go on.
    #expect(try daemon.decide(CapBook.state("anna")).status == 200)
    try daemon.stop()

    // Still so at the next start; a copy in its place is all that is needed.
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).status == 503)
    try daemon.stop()
    remove(Array(Self.history.prefix(3)), in: folder)
    try Data(copy.body).write(to: URL(filePath: folder.at("state/waymark.sqlite")))
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
    try daemon.stop()

    // Or it is meant.
    remove(Self.history, in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).status == 503)
    #expect(try daemon.ask("POST", "/v1/history/accept").status == 200)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()
  }

  /// Puts a copy in the place of the database.
  private func putBack(_ copy: Answer, in folder: TestFolder, without names: [String] = []) throws {
    remove(Array(Self.history.prefix(3)) + names, in: folder)
    try Data(copy.body).write(to: URL(filePath: folder.at("state/waymark.sqlite")))
  }

  @Test
  func `a copy of before the last reservations of the log reserves nothing until somebody accepts that`()
    throws
  {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    let copy = try daemon.ask("GET", "/v1/backup")
    #expect(try daemon.next(CapBook.state("bo")).reserved == ["news"])
    // Of who is erased nothing is missing.
    #expect(try daemon.next(CapBook.state("cy")).reserved == ["news"])
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=cy").status == 200)
    // What is ahead of no log is never missing, however the daemon ended.
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(daemon.log.lines(of: "history.damaged").isEmpty)
    try daemon.stop()

    try putBack(copy, in: folder)
    daemon = try TestDaemon(in: folder)
    let ready = try daemon.get("/readyz")
    let reason =
      "the database is older than the decision log, which knows of 1 reservation that it lacks, the last of "
    #expect(ready.status == 503 && ready["reason"]?.hasPrefix(reason) == true, "\(ready.text)")
    #expect(daemon.log.lines(of: "history.damaged").first?["reason"]?.hasPrefix(reason) == true)
    #expect(try daemon.next(CapBook.state("dea")).problem == "history-damaged")
    try daemon.stop()

    // Still so at the next start, once more as it was, until it is accepted; then it is over for good.
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz")["reason"]?.hasPrefix(reason) == true)
    // The erasure shows it as well.
    #expect(daemon.log.lines(of: "history.damaged").count == 2)
    #expect(try daemon.ask("POST", "/v1/history/accept").status == 200)
    #expect(try daemon.next(CapBook.state("dea")).reserved == ["news"])
    for signal in [SIGTERM, SIGKILL] {
      try daemon.stop(with: signal)
      daemon = try TestDaemon(in: folder)
      #expect(try daemon.get("/readyz").status == 200)
    }
    try daemon.stop()
  }

  @Test func `an opt-out that the log saw and no file has any more is told of at the start`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    _ = try daemon.decide(CapBook.state("anna"))
    let copy = try daemon.ask("GET", "/v1/backup")
    _ = try daemon.report(
      #"{"journey": "bo", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    _ = try daemon.decide(CapBook.state("bo"))
    try daemon.stop()

    // The file of withdrawals has it, and shows that this is an old copy.
    try putBack(copy, in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(
      try daemon.get("/readyz")["reason"]?.hasPrefix(
        "the database is older than the file of withdrawals, which knows of 1 opt-out that it lacks, the last of "
      )
        == true)
    #expect(try daemon.next(CapBook.state("bo")).problem == "history-damaged")
    #expect(try daemon.ask("POST", "/v1/history/accept").status == 200)
    #expect(try daemon.next(CapBook.state("bo")).reserved == [])
    try daemon.stop()

    try putBack(copy, in: folder, without: ["withdrawals", "withdrawals.key"])
    daemon = try TestDaemon(in: folder)
    let ready = try daemon.get("/readyz")
    #expect(
      ready["reason"]?.hasPrefix(
        "the database is older than the decision log, which knows of 1 opt-out that it lacks, the last of ")
        == true,
      "\(ready.text)")
    #expect(try daemon.next(CapBook.state("bo")).problem == "history-damaged")
    try daemon.stop()
  }

  @Test func `a folder of decisions that is gone although something was reserved is told of at the start`()
    throws
  {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    _ = try daemon.decide(CapBook.state("anna"))
    try daemon.stop()
    #expect(daemon.log.lines(of: "decision_log.repaired").isEmpty)
    for isReserved in [false, true] {
      try FileManager.default.removeItem(atPath: folder.at("state/decisions"))
      daemon = try TestDaemon(in: folder)
      if !isReserved { #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"]) }
      try daemon.stop()
      let told = daemon.log.lines(of: "decision_log.repaired")
      #expect(told.count == (isReserved ? 1 : 0))
      #expect(
        told.allSatisfy {
          $0["message"]?.hasPrefix("there is no decision log in '\(folder.at("state/decisions"))', although")
            == true
        })
    }
  }

  @Test func `a log of another history, of decisions alone, or none says nothing of a copy`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    let copy = try daemon.ask("GET", "/v1/backup")
    _ = try daemon.decide(CapBook.state("bo"))
    try daemon.stop()
    try putBack(copy, in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.next(CapBook.state("cy")).reserved == ["news"])
    try daemon.stop()

    // The log of another daemon, whose key is another.
    let other = try CapBook.folder()
    daemon = try TestDaemon(in: other)
    #expect(try daemon.next(CapBook.state("dea")).reserved == ["news"])
    try daemon.stop()
    for name in ["state/decisions"] {
      try FileManager.default.removeItem(atPath: folder.at(name))
      try FileManager.default.copyItem(atPath: other.at(name), toPath: folder.at(name))
    }
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()

    try FileManager.default.removeItem(atPath: folder.at("state/decisions"))
    try putBack(copy, in: folder)
    daemon = try TestDaemon(in: folder, ["DECISION_LOG_ENABLED": "false"])
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()
  }

  @Test
  func `after a stop the files beside the database may go, and after a kill nothing is reserved without`()
    throws
  {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()
    remove(["waymark.sqlite-wal", "waymark.sqlite-shm"], in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
    #expect(try daemon.next(CapBook.state("bo")).reserved == ["news"])
    try daemon.stop(with: SIGKILL)

    remove(["waymark.sqlite-wal", "waymark.sqlite-shm"], in: folder)
    daemon = try TestDaemon(in: folder)
    let refusal = try daemon.next(CapBook.state("bo"))
    #expect(refusal.status == 503 && refusal.problem == "history-damaged")
    #expect(refusal["detail"]?.contains("the log of the database was gone") == true, "\(refusal.text)")
    #expect(try daemon.ask("POST", "/v1/history/accept").status == 200)
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()
  }

  @Test func `what came of reports alone shows in the log as well`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    _ = try daemon.report(
      #"{"journey": "bo", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    _ = try daemon.decide(CapBook.state("bo"))
    try daemon.stop()
    remove(Self.history, in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("bo")).problem == "history-damaged")
    try daemon.stop()
  }

  @Test func `a log of decisions by which nothing was remembered stops nobody, nor does an empty folder`()
    throws
  {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    _ = try daemon.decide(CapBook.state("anna"))
    // Contacts of its own, and words that only look as if something had been remembered.
    _ = try daemon.decide(
      #"{"journey": "bo", "contacts": [{"action": "news", "channel": "email", "at": "2026-06-01T10:00:00Z"}], "note": "\"reserved\":[\"news\"]", "memory": {"reserved": ["news"]}}"#
    )
    try daemon.stop()
    remove(Self.history, in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()

    try FileManager.default.removeItem(atPath: folder.at("state"))
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()
  }

  @Test func `a start that begins a new history says so once, and metrics say since when`() throws {
    let folder = try CapBook.folder()
    func began(_ daemon: TestDaemon) throws -> Double? {
      try daemon.get("/metrics").text.split(separator: "\n")
        .first { $0.hasPrefix("waymark_history_began_timestamp_seconds ") }
        .flatMap { Double($0.split(separator: " ")[1]) }
    }
    var daemon = try TestDaemon(in: folder)
    let told = try daemon.log.wait(for: "history.new")
    #expect(told["level"] == "warning" && told["file"] == folder.at("state/waymark.sqlite"))
    #expect(told["message"]?.contains("waymark.sqlite' is new") == true)
    let first = try #require(try began(daemon))
    #expect(first > 0)
    _ = try daemon.next(CapBook.state("anna"))
    try daemon.stop()

    daemon = try TestDaemon(in: folder)
    #expect(daemon.log.lines(of: "history.new").isEmpty)
    #expect(try began(daemon) == first)
    try daemon.stop()

    // Whatever is left, such as opt-outs beside it.
    remove(Array(Self.history.prefix(3)), in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(daemon.log.lines(of: "history.new").count == 1)
    #expect(daemon.log.lines(of: "history.damaged").count == 1)
    #expect(try #require(try began(daemon)) > first)
    try daemon.stop()
  }

  @Test func `where a history is expected, nothing is reserved without one, until somebody accepts that`()
    throws
  {
    let folder = try CapBook.folder()
    let expected = ["HISTORY_EXPECTED": "true"]
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()
    // As it should be.
    daemon = try TestDaemon(in: folder, expected)
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()

    try FileManager.default.removeItem(atPath: folder.at("state"))
    let reason =
      "the database '\(folder.at("state/waymark.sqlite"))' was gone, and 'history.expected' says that there is one"
    // Still so at the next start.
    for _ in 0..<2 {
      daemon = try TestDaemon(in: folder, expected)
      #expect(try daemon.next(CapBook.state("anna")).problem == "history-damaged")
      let ready = try daemon.get("/readyz")
      #expect(ready.status == 503 && ready["reason"]?.hasPrefix(reason) == true, "\(ready.text)")
      #expect(daemon.log.lines(of: "history.damaged").first?["reason"] == reason)
      try daemon.stop()
    }
    daemon = try TestDaemon(in: folder, expected)
    #expect(try daemon.ask("POST", "/v1/history/accept").status == 200)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()
    daemon = try TestDaemon(in: folder, expected)
    #expect(try daemon.get("/readyz").status == 200)
    try daemon.stop()
  }

  @Test func `where nothing but the file of erasures is left, there was a history`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=anna").status == 200)
    try daemon.stop()
    remove(Self.history + ["decisions"], in: folder)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).problem == "history-damaged")
    let ready = try daemon.get("/readyz")
    #expect(
      ready["reason"]?.contains("was gone, and the file of erasures was there") == true, "\(ready.text)")
    try daemon.stop()
  }

  @Test func `a history that cannot be read is none that is empty, and of a damaged one more may be known`()
    throws
  {
    let folder = try CapBook.folder()
    let targets = ["/v1/contacts?journey=anna", "/v1/journeys?journey=anna"]
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    for target in targets {
      let answer = try daemon.get(target)
      #expect(answer.status == 200 && answer.json["incomplete"] == nil)
      #expect(answer.header("Waymark-Incomplete") == nil)
    }
    try daemon.stop()

    let database = folder.at("state/waymark.sqlite")
    try FileManager.default.moveItem(atPath: database, toPath: folder.at("away"))
    try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: false)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/readyz").status == 503)
    for target in targets {
      let answer = try daemon.get(target)
      #expect(answer.status == 503 && answer.problem == "history-unavailable", "\(answer.text)")
      #expect(answer["detail"]?.contains("the history cannot be read, because") == true, "\(answer.text)")
    }
    let client = try daemon.connect()
    try client.send("GET /v1/contacts HTTP/1.1\r\nHost: w\r\nAccept: application/x-ndjson\r\n\r\n")
    #expect(try client.answer().problem == "history-unavailable")
    try daemon.stop()

    try FileManager.default.removeItem(atPath: database)
    daemon = try TestDaemon(in: folder)
    for target in targets {
      let answer = try daemon.get(target)
      #expect(answer.status == 200 && answer["incomplete"]?.contains("was gone") == true, "\(answer.text)")
      #expect(answer.header("Waymark-Incomplete") == answer["incomplete"])
    }
    let backup = try daemon.get("/v1/backup")
    #expect(backup.status == 503 && backup.problem == "history-damaged")
    #expect(try daemon.get("/v1/backup?damaged=true").status == 200)
    #expect(try daemon.get("/v1/backup?damaged=no").problem == "bad-query")
    #expect(try daemon.ask("POST", "/v1/history/accept").status == 200)
    #expect(try daemon.get(targets[0]).json["incomplete"] == nil)
    #expect(try daemon.get("/v1/backup").status == 200)
    try daemon.stop()
  }

  @Test func `how much is known is said before and after somebody accepts that the rest is gone`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    _ = try daemon.report(
      #"{"journey": "bo", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    try daemon.stop()
    // The opt-out is left beside the database, until that goes as well.
    for (left, known) in [
      (1, "0 contacts and 1 opt-out are known"), (0, "0 contacts and 0 opt-outs are known"),
    ] {
      remove(left == 1 ? Array(Self.history.prefix(3)) : Self.history, in: folder)
      daemon = try TestDaemon(in: folder)
      let reason = try daemon.get("/readyz")["reason"] ?? ""
      #expect(reason.contains("\(known); `waymark history accept` opens it again"), "\(reason)")
      #expect(reason.contains("unless a copy is put back or it is reported again"), "\(reason)")
      #expect(reason.contains("the file of withdrawals was gone as well") == (left == 0), "\(reason)")
      if left == 0 {
        let accepted = try daemon.ask("POST", "/v1/history/accept")
        #expect(accepted.json["contacts"] as? Int == 0 && accepted.json["opt_outs"] as? Int == 0)
      }
      try daemon.stop()
    }
  }

  @Test func `all that is damaged is said before somebody accepts all of it`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    for journey in ["bo", "cy"] {
      _ = try daemon.report(
        #"{"journey": "\#(journey)", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
      )
    }
    try daemon.stop()
    remove(Array(Self.history.prefix(3)), in: folder)
    let file = try FileHandle(forUpdating: URL(filePath: folder.at("state/withdrawals")))
    try file.seek(toOffset: 70)
    try file.write(contentsOf: Data([1, 2, 3]))
    try file.close()
    daemon = try TestDaemon(in: folder)
    let reason = try #require(try daemon.get("/readyz")["reason"])
    #expect(reason.contains("was gone, and the file of withdrawals was there; "), "\(reason)")
    #expect(reason.contains("records that cannot be read"), "\(reason)")
    try daemon.stop()
  }
}
