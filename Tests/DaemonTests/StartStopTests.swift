import Foundation
import Glibc
import Testing
import TestSupport

@testable import Daemon

/// How the daemon begins and ends.
@Suite struct StartStopTests {
  /// Runs a daemon that is to end by itself.
  private static func failedStart(
    in folder: TestFolder, _ settings: [String: String] = [:], arguments: [String] = []
  ) throws -> String {
    let daemon = try TestDaemon(in: folder, settings, arguments: arguments, waits: false)
    #expect(try daemon.exitCode() == 1)
    return daemon.log.untilEnd().map(\.text).joined(separator: "\n")
  }

  /// The only line in the log of a daemon that is to end by itself.
  private static func failure(
    in folder: TestFolder, _ settings: [String: String] = [:], arguments: [String] = []
  ) throws -> DaemonLog.Line {
    let daemon = try TestDaemon(in: folder, settings, arguments: arguments, waits: false)
    #expect(try daemon.exitCode() == 1)
    let lines = daemon.log.untilEnd()
    let line = try #require(lines.last)
    #expect(line.event == "daemon.failed" && line["level"] == "error", "\(line.text)")
    #expect(lines.allSatisfy { !$0.event.isEmpty }, "a line that is no JSON")
    return line
  }

  @Test func `a second daemon on the same socket is refused, and the first goes on`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let text = try Self.failedStart(in: folder, ["STATE_DIR": folder.at("other"), "LOG_FORMAT": "text"])
    // Behind that its history is new.
    #expect(text.split(separator: "\n").last?.hasPrefix("waymark: ") == true, "\(text)")
    #expect(text.contains(daemon.socketPath) && text.contains("another"), "\(text)")
    #expect(!text.contains("\"book.loaded\""), "nothing served")
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    #expect(try daemon.stop() == 0)
  }

  @Test(
    arguments: [
      ("rules/state", nil), ("linked/state", nil), ("rules", nil), ("state", "rules/decisions"),
      ("state", "linked"),
    ] as [(String, String?)])
  func `what the daemon writes does not stand among the rules`(_ state: String, _ decisions: String?) throws {
    let folder = try TestFolder()
    try FileManager.default.createSymbolicLink(atPath: folder.at("linked"), withDestinationPath: "rules")
    var settings = ["STATE_DIR": folder.at(state)]
    settings["DECISION_LOG_PATH"] = decisions.map { folder.at($0) }
    let line = try Self.failure(in: folder, settings)
    let name = decisions == nil ? "state_dir" : "decision_log.path"
    #expect(
      line.text.contains("'\(folder.at(decisions ?? state))' ('\(name)') is in the folder of the rules"),
      "\(line.text)")
  }

  @Test func `the socket of a daemon that was killed is replaced`() throws {
    let folder = try TestFolder()
    let first = try TestDaemon(in: folder)
    try first.stop(with: SIGKILL)
    #expect(FileManager.default.fileExists(atPath: first.socketPath))
    let second = try TestDaemon(in: folder)
    #expect(try second.get("/livez").status == 200)
  }

  @Test(arguments: [SIGTERM, SIGINT]) func `a signal ends it cleanly and takes the socket away`(
    _ signal: Int32
  ) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let idle = try daemon.connect()
    #expect(try idle.ask("GET", "/livez").status == 200)
    #expect(try daemon.stop(with: signal) == 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.socketPath))
    #expect(idle.isEnded(), "a connection that does nothing does not hold it up")
    // The writer of the decision log tells its head by itself at any time, and once more at the end.
    let events = daemon.log.all.map(\.event)
    #expect(events.suffix(2) == ["decision_log.head", "daemon.stopped"])
    #expect(events.last { $0 != "decision_log.head" && $0 != "daemon.stopped" } == "daemon.stopping")
  }

  @Test func `what is in flight is finished first`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    let other = try daemon.connect()
    #expect(try client.ask("GET", "/livez").status == 200)
    #expect(try other.ask("GET", "/livez").status == 200)
    try client.send(
      "POST", "/v1/decide", Samples.array(1_000, { Samples.complaint($0) }), type: "application/json")
    // The array is being worked on: its alerts are told of as it goes.
    try daemon.log.wait(for: "journey.alert")
    daemon.send(SIGTERM)
    let answer = try client.answer()
    #expect(answer.status == 200 && answer.list.count == 1_000)
    #expect(answer.list.last?["journey"] as? String == "j999")
    #expect(client.isEnded())
    #expect(try daemon.exitCode() == 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.socketPath))
    let text = daemon.log.untilEnd()
    #expect(text.count { $0.event == "journey.alert" } == 2_000, "the log is written to its end")
  }

  @Test func `a request that never ends is cut off after the drain limit, and that is said`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["LIMITS_DRAIN": "200ms"])
    let client = try daemon.connect()
    #expect(try client.ask("GET", "/livez").status == 200)
    try client.send("POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\n{")
    // Asked after it, so that the daemon knows of the request by then.
    #expect(try daemon.get("/livez").status == 200)
    #expect(try daemon.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.socketPath))
    #expect(daemon.log.all.last?.text.contains("\"cut_off\":1") ?? false)
  }

  @Test func `a stop while all journeys are looked through leaves nothing but its log`() throws {
    let folder = try TestFolder(withBook: false)
    try folder.write(CapBook.text(per: "journey"), to: "rules/book.yaml")
    try folder.write(
      "rules: {watch: {when: {stage: decision}, alert: {severity: info, summary: decided}}}\n",
      to: "rules/alerts.yaml")
    let first = try TestDaemon(in: folder)
    let events = (0..<400).map {
      #"{"journey": "j\#($0)", "account": "a\#($0 % 20)", "stage": "decision", "at": "2026-06-01T10:00:00Z"}"#
    }
    #expect(try first.lines("/v1/events", events.joined(separator: "\n") + "\n").status == 200)
    try first.stop()
    for _ in 0..<8 {
      let daemon = try TestDaemon(in: folder)
      #expect(try daemon.stop() == 0)
      let odd = daemon.log.all.filter(\.event.isEmpty).map(\.text)
      #expect(odd == [])
    }
  }

  private static let python = "/usr/bin/python3"

  /// What a service manager does: it listens, and hands the socket over as descriptor 3.
  private static let activation = """
    import os, socket, sys
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(os.environ["WAYMARK_SOCKET_PATH"])
    listening.listen()
    os.dup2(listening.fileno(), 3)
    os.set_inheritable(3, True)
    os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
    os.execv(sys.argv[1], sys.argv[1:])
    """

  @Test(.enabled("needs \(python)") { FileManager.default.isExecutableFile(atPath: python) })
  func `a socket that the service manager opened is served and left in place`() throws {
    let folder = try TestFolder()
    let launcher = [Self.python, "-c", Self.activation]
    let daemon = try TestDaemon(in: folder, launcher: launcher)
    #expect(daemon.log.all.last { $0.event == "daemon.started" }?.text.contains("descriptor 3") ?? false)
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    #expect(try daemon.stop() == 0)
    #expect(FileManager.default.fileExists(atPath: daemon.socketPath), "it is not the daemon's to remove")
  }

  @Test func `a client that goes away in the middle harms nobody`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for _ in 0..<5 {
      let client = try daemon.connect()
      try client.send("POST", "/v1/decide", Samples.array(200), type: "application/json")
    }
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    #expect(try daemon.stop() == 0)
  }

  @Test func `the socket has the mode that is set, and the state only its owner reads`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["SOCKET_MODE": "0640"])
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(daemon.socketPath) == 0o640)
    #expect(try mode(folder.at("state")) == 0o700)
    for name in ["served-book.json", "waymark.sqlite"] {
      #expect(try mode(folder.at("state/\(name)")) == 0o600)
    }
  }

  @Test func `a path that is no socket is left alone`() throws {
    let folder = try TestFolder()
    try folder.write("precious", to: "waymark.sock")
    let text = try Self.failedStart(in: folder)
    #expect(text.contains("is there and is no socket; move it away or choose another path"), "\(text)")
    #expect(try folder.read("waymark.sock") == "precious")
  }

  @Test func `a socket path that is too long is refused with its length`() throws {
    let folder = try TestFolder()
    let path = folder.at(String(repeating: "x", count: 104 - folder.path.utf8.count - 1))
    let text = try Self.failedStart(in: folder, ["SOCKET_PATH": path])
    #expect(text.contains("the socket's path is 104 bytes long; at most 103 fit"), "\(text)")
    let fits = try TestDaemon(in: folder, ["SOCKET_PATH": String(path.dropLast())])
    #expect(try fits.stop() == 0)
  }

  @Test func `wrong settings end the start with all that is wrong`() throws {
    let folder = try TestFolder()
    try folder.write("limits: {idel: 1s}\nrules: {publish: never}\n", to: "waymark.yaml")
    let text = try Self.failedStart(
      in: folder, arguments: ["--config", folder.at("waymark.yaml"), "--log-format", "text"])
    #expect(text.contains("unknown setting 'limits.idel' [unknown-setting]"))
    #expect(text.contains("help: did you mean 'idle'?"))
    #expect(text.contains("'never' is none of the choices for 'rules.publish': 'watch', 'manual'"))
    let user = try Self.failedStart(in: folder, ["ACCESS_ADMIN_USERS": "no-such-user"])
    #expect(user.contains("'access' names the user 'no-such-user', whom the system does not know"))
  }

  @Test func `where the log is JSON, so is why it could not start`() throws {
    let folder = try TestFolder()
    let user = try Self.failure(in: folder, ["ACCESS_ADMIN_USERS": "no-such-user"])
    #expect(user["message"]?.contains("no-such-user") == true)
    try folder.write("limits: {idel: 1s}\nlog: {format: json}\n", to: "waymark.yaml")
    let setting = try Self.failure(in: folder, arguments: ["--config", folder.at("waymark.yaml")])
    #expect(
      setting.strings("diagnostics") == [
        "\(folder.at("waymark.yaml")):1:10: unknown setting 'limits.idel' [unknown-setting]"
      ])
    let address = try Self.failure(in: folder, ["SOCKET_PATH": "@waymark"])
    #expect(address.strings("diagnostics").first?.contains("abstract socket") == true)
    try folder.write("precious", to: "taken")
    let path = try Self.failure(in: folder, ["SOCKET_PATH": folder.at("taken")])
    #expect(path["message"]?.contains("is there and is no socket") == true)
    try folder.write(try TestFolder.fixture("broken.yaml"), to: "rules/broken.yaml")
    try? folder.remove("state")
    let book = try Self.failure(in: folder)
    #expect(book["message"] == "the rule book does not load")
    #expect(book.strings("diagnostics").first?.hasPrefix("broken.yaml:3:19: unknown stage") == true)
  }

  @Test func `what is odd about the configuration is a line of the log too`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["LIMITS_IDEL": "1s"])
    let line = try daemon.log.wait(for: "configuration.noted")
    #expect(line["message"]?.contains("no setting is called 'WAYMARK_LIMITS_IDEL'") == true)
    #expect(daemon.log.all.allSatisfy { !$0.event.isEmpty })
  }

  @Test func `the URL of a socket is a place to listen`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(
      in: folder, ["SOCKET_PATH": "unix://\(folder.at("other.sock"))"],
      arguments: ["--socket", "unix:\(folder.at("waymark.sock"))"])
    #expect(try daemon.get("/livez").status == 200)
  }

  @Test func `a socket that disappears is told of and made anew`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    #expect(try client.ask("GET", "/livez").status == 200)
    try FileManager.default.removeItem(atPath: daemon.socketPath)
    let line = try daemon.log.wait(for: "socket.lost")
    #expect(line["socket"] == daemon.socketPath)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try client.ask("GET", "/livez").status == 200)
    #expect(try daemon.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.socketPath))
  }

  @Test func `a daemon whose place another one took ends`() throws {
    let folder = try TestFolder()
    let first = try TestDaemon(in: folder)
    // Both at once, as by somebody who clears the folder: the second finds nothing there.
    first.halt()
    try FileManager.default.removeItem(atPath: first.socketPath)
    try FileManager.default.removeItem(atPath: first.socketPath + ".lock")
    let second = try TestDaemon(in: folder, ["STATE_DIR": folder.at("other")])
    first.send(SIGCONT)
    try first.log.wait(for: "socket.taken")
    #expect(try first.exitCode() == 1)
    #expect(try second.get("/livez").status == 200)
    #expect(try second.stop() == 0)
  }

  private static let prlimit = "/usr/bin/prlimit"

  @Test(.enabled("needs \(prlimit)") { FileManager.default.isExecutableFile(atPath: prlimit) })
  func `as many connections as are wanted are let in, or as many as the system has files for`() throws {
    let raised = try TestDaemon(in: try TestFolder(), launcher: [Self.prlimit, "--nofile=256:4096"])
    let clients = try (0..<400).map { _ in try raised.connect() }
    #expect(try clients[399].ask("GET", "/livez").status == 200)
    #expect(raised.log.lines(of: "limit.lowered").isEmpty)
    let lowered = try TestDaemon(in: try TestFolder(), launcher: [Self.prlimit, "--nofile=200:200"])
    let line = try lowered.log.wait(for: "limit.lowered")
    #expect(line.fields["limit"] as? Int == 100 && line.fields["wanted"] as? Int == 1024)
    let others = try (0..<150).map { _ in try lowered.connect() }
    #expect(try others[149].ask("POST", "/v1/decide", Samples.state("anna")).status == 503)
    #expect(try lowered.get("/livez").status == 200)
    withExtendedLifetime((clients, others)) {}
  }

  @Test(arguments: [
    (1_024, 65_536, 1_024), (1_024, 1_152, 1_024), (1_024, 1_024, 896), (10, 64, 10), (1_024, 64, 32),
    (5, 1, 1),
  ])
  func `room for connections is left beside the rest`(_ wanted: Int, _ descriptors: Int, _ room: Int) {
    #expect(DescriptorLimit.room(for: wanted, in: descriptors) == room)
  }

  @Test(
    arguments: [
      (nil, "registers=none"), ("", "registers=none"), ("color=no", "color=no,registers=none"),
      ("registers=all", nil), ("color=no,registers=none", nil),
    ] as [(String?, String?)])
  func `crash reports are to show no memory unless somebody asks for it`(_ set: String?, _ wanted: String?) {
    #expect(Crashes.setting(over: set) == wanted)
  }

  @Test func `the daemon runs with the setting that hides memory in crash reports`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let environment = try ProcessStatus.environment(of: daemon.processID)
    #expect(environment.contains("SWIFT_BACKTRACE=registers=none"))
  }

  @Test func `flags go over the environment`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(
      in: folder, rules: "nowhere", ["SOCKET_PATH": "/nowhere/at/all.sock"],
      arguments: ["--rules", folder.at("rules"), "--socket", folder.at("waymark.sock")])
    #expect(try daemon.revision() == folder.revision())
  }
}
