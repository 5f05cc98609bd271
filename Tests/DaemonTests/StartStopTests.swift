import Foundation
import Glibc
import Testing

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

  @Test func `a second daemon on the same socket is refused, and the first goes on`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let text = try Self.failedStart(in: folder, ["STATE_DIR": folder.at("other")])
    #expect(text.hasPrefix("waymark: "), "\(text)")
    #expect(text.contains(daemon.socketPath) && text.contains("another"), "\(text)")
    #expect(!text.contains("\"book.loaded\""), "nothing served")
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    #expect(try daemon.stop() == 0)
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
    #expect(daemon.log.all.suffix(2).map(\.event) == ["daemon.stopping", "daemon.stopped"])
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
    #expect(daemon.log.all.last?.text.contains("descriptor 3") ?? false)
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
    for name in ["served-book.json", "alerts.ndjson"] {
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
    let text = try Self.failedStart(in: folder, arguments: ["--config", folder.at("waymark.yaml")])
    #expect(text.contains("unknown setting 'limits.idel' [unknown-setting]"))
    #expect(text.contains("help: did you mean 'idle'?"))
    #expect(text.contains("'never' is none of the choices for 'rules.publish': 'watch', 'manual'"))
    let user = try Self.failedStart(in: folder, ["ACCESS_ADMIN_USERS": "no-such-user"])
    #expect(user.contains("'access' names the user 'no-such-user', whom the system does not know"))
  }

  @Test func `flags go over the environment`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(
      in: folder, rules: "nowhere", ["SOCKET_PATH": "/nowhere/at/all.sock"],
      arguments: ["--rules", folder.at("rules"), "--socket", folder.at("waymark.sock")])
    #expect(try daemon.revision() == folder.revision())
  }
}
