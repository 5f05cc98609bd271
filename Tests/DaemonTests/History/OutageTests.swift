import Foundation
import Glibc
import Testing
import TestSupport

/// What only the administrator of a machine can try.
enum Privileges {
  static let isRoot = geteuid() == 0

  /// Whether a small file system can be mounted.
  static let canMount: Bool = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-mount-\(getpid())").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { rmdir(folder) }
    guard mount("tmpfs", folder, "tmpfs", 0, "size=64k") == 0 else { return false }
    umount(folder)
    return true
  }()
}

@Suite("When the history cannot be written")
struct OutageTests {
  private let outage = "history.unavailable"

  /// Asks until it is refused.
  ///
  /// - Returns: the journeys whose contacts were acknowledged, and the refusal.
  private func fill(_ daemon: TestDaemon, _ prefix: String, most: Int = 20_000) throws -> ([String], Answer) {
    let client = try daemon.connect()
    var journeys: [String] = []
    for number in 0..<most {
      let journey = "\(prefix)-\(number)"
      let answer = try client.ask("POST", "/v1/next", CapBook.state(journey), type: "application/json")
      guard answer.status == 200 else { return (journeys, answer) }
      journeys.append(journey)
    }
    throw TestDaemon.NotStarted(description: "nothing was refused")
  }

  private func expectOutage(_ daemon: TestDaemon, _ refusal: Answer, _ reason: String) throws {
    #expect(refusal.status == 503)
    #expect(refusal.problem == "history-unavailable")
    #expect(refusal.header("Retry-After") != nil)
    #expect(refusal["detail"]?.contains(reason) == true, "\(refusal.text)")
    #expect(try daemon.decide(CapBook.state("else")).json["recommendations"] != nil)
    let ready = try daemon.get("/readyz")
    #expect(ready.status == 503)
    #expect(ready["reason"]?.contains(reason) == true)
    #expect(try daemon.get("/livez").status == 200)
    // The log is written by a thread of its own.
    try daemon.log.wait(for: outage)
    #expect(daemon.log.lines(of: outage).count == 1)
  }

  private func expectContacts(_ daemon: TestDaemon, _ journeys: [String]) throws {
    let client = try daemon.connect()
    for journey in journeys {
      let contacts = try client.ask("GET", "/v1/contacts?journey=\(journey)").contacts
      #expect(contacts == ["news email delivered"], "\(journey)")
    }
  }

  @Test func `of an opt-out that no file takes it is not said that it holds for good`() throws {
    let folder = try CapBook.folder()
    let daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    // At once, since the daemon goes on writing there.
    try FileManager.default.moveItem(atPath: folder.at("state"), toPath: folder.at("away"))
    try daemon.log.wait(for: outage)
    let answer = try daemon.report(
      #"{"journey": "anna", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    #expect(
      answer["detail"]?.hasPrefix(
        "the opt-out holds in memory alone, until the daemon stops, and nothing was recorded, because ")
        == true,
      "\(answer.status) \(answer.text)")
    #expect(try daemon.decide(CapBook.state("anna")).heldBack == ["news: no-consent", "tip: no-consent"])
  }

  @Test func `a limit on the size of files loses nothing that was acknowledged`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder, launcher: ["/bin/sh", "-c", "ulimit -f 800; exec \"$@\"", "sh"])
    let (journeys, refusal) = try fill(daemon, "a")
    #expect(journeys.count > 10)
    try expectOutage(daemon, refusal, "disk")
    // What was refused was taken back: the cap is not used up by it.
    #expect(try daemon.decide(CapBook.state("a-\(journeys.count)")).json["held_back"] as? [String] == [])
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    try expectContacts(daemon, journeys)
    #expect(try daemon.contacts(of: "a-\(journeys.count)").contacts.isEmpty)
  }

  @Test(.enabled(if: Privileges.canMount, "needs the right to mount a small file system"))
  func `a full disk is told of, opt-outs hold meanwhile, and all is written once there is room`() throws {
    let folder = try CapBook.folder()
    let state = folder.at("state")
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    try #require(mount("tmpfs", state, "tmpfs", 0, "size=1088k,mode=0700") == 0)
    defer { umount2(state, Int32(MNT_DETACH)) }
    var daemon = try TestDaemon(in: folder)
    let optedOut = try daemon.next(CapBook.state("anna"))
    try folder.write(String(repeating: "x", count: 700 << 10), to: "state/ballast")
    let (journeys, refusal) = try fill(daemon, "b")
    try expectOutage(daemon, refusal, "the disk is full")
    let report = try daemon.report(
      #"{"decision": "\#(optedOut["decision"] ?? "")", "action": "news", "outcome": "unsubscribed"}"#)
    #expect(report.status == 503)
    #expect(try daemon.decide(CapBook.state("anna")).heldBack == ["news: no-consent", "tip: no-consent"])

    try folder.remove("state/ballast")
    try daemon.log.wait(for: "history.recovered")
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.next(CapBook.state("late")).reserved == ["news"])
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    try expectContacts(daemon, journeys + ["late"])
    #expect(try daemon.decide(CapBook.state("anna")).heldBack == ["news: no-consent", "tip: no-consent"])
    try daemon.stop()
  }

  @Test(.enabled(if: Privileges.isRoot, "needs to run the daemon as another user"), arguments: [false, true])
  func `a file that may only be read is read, and decisions go by it`(isDamaged: Bool) throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    _ = try daemon.next(CapBook.state("anna"), query: "?take=1")
    try daemon.stop()
    if isDamaged {
      try folder.write("This is no list of withdrawals.", to: "state/withdrawals")
      daemon = try TestDaemon(in: folder)
      try expectClosed(daemon)
      try daemon.stop()
    }
    let database = folder.at("state/waymark.sqlite")
    for path in [folder.path, folder.at("rules")] { chmod(path, 0o777) }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.at("state")) {
      unlink(folder.at("state/\(name)").replacing("waymark.sqlite", with: "-"))
    }
    for lock in ["state/waymark.sqlite.lock", "waymark.sock.lock"] { unlink(folder.at(lock)) }
    let user: uid_t = 65_534
    chown(folder.at("state"), user, user)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.at("state")) {
      chown(folder.at("state/\(name)"), user, user)
    }
    chmod(database, 0o444)
    daemon = try TestDaemon(
      in: folder,
      launcher: ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    try expectOutage(daemon, try daemon.next(CapBook.state("anna")), "may not be written")
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
    chmod(database, 0o600)
    try daemon.log.wait(for: "history.recovered")
    // What nobody has accepted is not forgotten over it.
    if isDamaged {
      try expectClosed(daemon)
      _ = try daemon.ask("POST", "/v1/history/accept")
    }
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    try daemon.stop()
  }

  @Test(arguments: [0.3, 0.6, 0.9])
  func `a file that was cut short is put aside as it is, and what can be read of it is kept`(part: Double)
    throws
  {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    for first in [0, 900] {
      let states = (first..<first + 900).map { CapBook.state("c-\($0)") }.joined(separator: ",")
      _ = try daemon.decide("[\(states)]", query: "?reserve=1")
    }
    try daemon.stop()
    let path = URL(filePath: folder.at("state/waymark.sqlite"))
    let whole = try Data(contentsOf: path)
    let cut = whole.prefix(Int(Double(whole.count) * part))
    try cut.write(to: path)

    daemon = try TestDaemon(in: folder)
    #expect(try daemon.log.wait(for: outage)["reason"] == "the file is damaged")
    let damaged = try daemon.log.wait(for: "history.damaged")
    #expect(try Data(contentsOf: URL(filePath: try #require(damaged["file"]))) == cut)
    try daemon.log.wait(for: "history.recovered")
    let kept = try #require(damaged.fields["contacts"] as? Int)
    #expect(kept < 1_800)
    if part > 0.5 { #expect(kept > 100) }
    try expectClosed(daemon)
    try daemon.stop()
    // Until somebody accepts it, across restarts.
    daemon = try TestDaemon(in: folder)
    try expectClosed(daemon)
    let accepted = try daemon.ask("POST", "/v1/history/accept")
    #expect((accepted.json["accepted"] as? [String])?.first?.contains("the database was damaged") == true)
    #expect(try daemon.log.wait(for: "history.accepted")["reason"]?.contains("damaged") == true)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.next(CapBook.state("new")).reserved == ["news"])
    try daemon.stop()
  }

  /// That nothing is reserved after damage, but all else goes on.
  private func expectClosed(_ daemon: TestDaemon) throws {
    let ready = try daemon.get("/readyz")
    #expect(ready.status == 503 && ready["reason"]?.contains("waymark history accept") == true)
    let refused = [
      try daemon.next(CapBook.state("closed")),
      try daemon.decide("[\(CapBook.state("closed"))]", query: "?reserve=1"),
    ]
    for answer in refused { #expect(answer.status == 503 && answer.problem == "history-damaged") }
    let lines = try daemon.lines("/v1/decide?reserve=1", CapBook.state("closed") + "\n")
    #expect(lines.text.contains("history-damaged"))
    let decision = try daemon.decide(CapBook.state("closed"))
    #expect(decision.status == 200)
    #expect("\(decision.json["warnings"] ?? "")".contains("decided by what is left"))
    let report = try daemon.report(
      #"{"journey": "out", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    #expect(report.status == 200)
    #expect(try daemon.decide(CapBook.state("out")).heldBack == ["news: no-consent", "tip: no-consent"])
  }

  @Test func `where it is set so, a damaged history serves`() throws {
    let folder = try CapBook.folder()
    try folder.write(String(repeating: "This is no database. ", count: 500), to: "state/waymark.sqlite")
    let daemon = try TestDaemon(in: folder, ["HISTORY_DAMAGED": "serve"])
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.next(CapBook.state("new")).reserved == ["news"])
  }

  @Test(.enabled(if: Privileges.canMount, "needs the right to mount a small file system"))
  func `an opt-out that a full disk keeps from the database holds after a stop, which says so`() throws {
    let folder = try CapBook.folder()
    let state = folder.at("state")
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    try #require(mount("tmpfs", state, "tmpfs", 0, "size=1088k,mode=0700") == 0)
    defer { umount2(state, Int32(MNT_DETACH)) }
    var daemon = try TestDaemon(in: folder)
    try folder.write(String(repeating: "x", count: 700 << 10), to: "state/ballast")
    _ = try fill(daemon, "f")
    for number in 0..<30 {
      let report = try daemon.report(
        #"{"journey": "out-\#(number)", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
      )
      #expect(report.status == 503)
    }
    #expect(try daemon.stop() == 1)
    let stopped = try #require(daemon.log.lines(of: "daemon.stopped").first)
    #expect(stopped["level"] == "error")
    #expect(
      stopped.fields["unwritten_opt_outs"] as? Int == 30 && stopped.fields["lost_opt_outs"] as? Int == 0)
    // Started again on the full disk, it says so once more, unless what the database has of its own had room for all of
    // them. What closing it gave back is filled.
    let rest = open(folder.at("state/ballast-2"), O_WRONLY | O_CREAT, 0o600)
    let page = [UInt8](repeating: 0x78, count: 4_096)
    while page.withUnsafeBytes({ write(rest, $0.baseAddress, $0.count) }) > 0 {}
    close(rest)
    daemon = try TestDaemon(in: folder)
    let code = try daemon.stop()
    let unwritten =
      try #require(daemon.log.lines(of: "daemon.stopped").first).fields["unwritten_opt_outs"] as? Int
    #expect(code == 1 && unwritten == 30 || code == 0 && unwritten == nil)
    // Still full, and with room again.
    for isFull in [true, false] {
      if !isFull { for name in ["ballast", "ballast-2"] { try folder.remove("state/\(name)") } }
      daemon = try TestDaemon(in: folder)
      for number in 0..<30 {
        let decision = try daemon.decide(CapBook.state("out-\(number)"))
        #expect(decision.heldBack == ["news: no-consent", "tip: no-consent"])
      }
      try daemon.stop(with: SIGKILL)
    }
    unlink(folder.at("state/withdrawals"))
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.decide(CapBook.state("out-7")).heldBack == ["news: no-consent", "tip: no-consent"])
    try daemon.stop()
  }

  @Test func `a file that is no database is put aside`() throws {
    let folder = try CapBook.folder()
    let text = String(repeating: "This is no database. ", count: 500)
    try folder.write(text, to: "state/waymark.sqlite")
    let daemon = try TestDaemon(in: folder)
    let damaged = try daemon.log.wait(for: "history.damaged")
    #expect(try String(contentsOfFile: try #require(damaged["file"]), encoding: .utf8) == text)
    try expectClosed(daemon)
    _ = try daemon.ask("POST", "/v1/history/accept")
    #expect(try daemon.next(CapBook.state("new")).reserved == ["news"])
  }

  /// What is done to the file while the daemon has it open.
  enum Accident: String, CaseIterable { case removed, cut, folderRemoved }

  @Test(arguments: Accident.allCases)
  func `a file that is lost while it is open is written anew from memory`(accident: Accident) throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    let journeys = (0..<40).map { "d-\($0)" }
    for journey in journeys { _ = try daemon.next(CapBook.state(journey)) }
    _ = try daemon.report(
      #"{"journey": "opted-out", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    switch accident {
    case .removed: unlink(folder.at("state/waymark.sqlite"))
    case .cut: truncate(folder.at("state/waymark.sqlite"), 0)
    case .folderRemoved: rename(folder.at("state"), folder.at("elsewhere"))
    }
    let refusal = try daemon.next(CapBook.state("d-0"))
    #expect(refusal.status == 503)
    if accident == .folderRemoved { mkdir(folder.at("state"), 0o700) }
    try daemon.log.wait(for: "history.recovered")
    #expect(try daemon.next(CapBook.state("after")).reserved == ["news"])
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    try expectContacts(daemon, journeys + ["after"])
    #expect(
      try daemon.decide(CapBook.state("opted-out")).heldBack == ["news: no-consent", "tip: no-consent"])
    try daemon.stop()
  }

  @Test func `an answer that was lost with the file is not decided anew`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.next(CapBook.state("anna"), key: "k").reserved == ["news"])
    unlink(daemon.folder.at("state/waymark.sqlite"))
    _ = try daemon.next(CapBook.state("bo"))
    try daemon.log.wait(for: "history.recovered")
    let again = try daemon.next(CapBook.state("anna"), key: "k")
    #expect(again.status == 409 && again.problem == "answer-forgotten")
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
  }

  @Test func `another file in its place is left alone`() throws {
    let folder = try CapBook.folder()
    let daemon = try TestDaemon(in: folder)
    _ = try daemon.next(CapBook.state("anna"))
    try folder.replace("state/waymark.sqlite", with: "another file")
    try expectOutage(daemon, try daemon.next(CapBook.state("bo")), "another file stands in its place")
    try daemon.stop()
    #expect(try folder.read("state/waymark.sqlite") == "another file")
  }

  @Test func `a second daemon on the same history does not start`() throws {
    let folder = try CapBook.folder()
    let daemon = try TestDaemon(in: folder)
    let second = try TestDaemon(in: folder, ["SOCKET_PATH": folder.at("second.sock")], waits: false)
    #expect(try second.exitCode() == 1)
    let words = try #require(second.log.untilEnd().last?.text)
    #expect(words.contains("another waymark") && words.contains(" writes the history '"), "\(words)")
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
  }
}
