import Foundation
import Glibc
import Testing
import TestSupport

/// A log in a file of its own.
@Suite struct LogFileTests {
  private static let logrotate = Tool("logrotate")

  private static func lines(_ path: String) throws -> [DaemonLog.Line] {
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    return text.split(separator: "\n").map { DaemonLog.Line(text: String($0)) }
  }

  /// Without what the decision log's own thread says of it, whenever it does.
  private static func events(_ path: String) throws -> [String] {
    try lines(path).map(\.event).filter { $0 != "decision_log.head" }
  }

  /// Waits until a log has an event: lines are written by a thread of their own, after the daemon has gone on.
  private static func wait(for event: String, in path: String) throws {
    let end = ContinuousClock.now + .seconds(60)
    while try !events(path).contains(event) {
      try #require(ContinuousClock.now < end, "\(event) is not in \(path)")
      usleep(5_000)
    }
  }

  private static func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  /// Starts a daemon that logs into a file, and returns once it is ready.
  private static func daemon(
    in folder: TestFolder, _ settings: [String: String] = [:], umask: String = "077", shell: String = ""
  ) throws -> (daemon: TestDaemon, manager: NotifyListener) {
    let manager = try NotifyListener(folder.at("notify"))
    let daemon = try TestDaemon(
      in: folder, ["LOG_FILE": folder.at("waymark.log")].merging(settings) { $1 },
      launcher: [
        "/bin/sh", "-c", #"umask \#(umask); \#(shell) NOTIFY_SOCKET=\#(manager.address) exec "$@""#, "sh",
      ], waits: false)
    _ = try manager.receive("READY=1")
    return (daemon, manager)
  }

  @Test func `lines go there and nowhere else, and its group may read them`() throws {
    let folder = try TestFolder()
    try folder.write("before\n", to: "waymark.log")
    chmod(folder.at("waymark.log"), 0o600)
    let (daemon, _) = try Self.daemon(in: folder)
    #expect(try daemon.stop() == 0)
    #expect(daemon.log.text == "")
    let lines = try Self.lines(folder.at("waymark.log"))
    #expect(lines.first?.text == "before" && lines.last?.event == "daemon.stopped")
    #expect(lines.dropFirst().allSatisfy { !$0.event.isEmpty }, "JSON, without priorities")
    #expect(try Self.mode(folder.at("waymark.log")) == 0o600, "what is there stays as it is")

    let other = try TestFolder()
    let (second, _) = try Self.daemon(in: other, ["LOG_FORMAT": "text"])
    #expect(try second.stop() == 0)
    #expect(try Self.mode(other.at("waymark.log")) == 0o640, "whatever the umask")
    #expect(
      try Self.lines(other.at("waymark.log")).last?.text.contains(" info    daemon.stopped stopped") == true)
  }

  @Test func `SIGHUP opens it anew and loads the rules`() throws {
    let folder = try TestFolder()
    let (daemon, manager) = try Self.daemon(in: folder, ["RULES_PUBLISH": "manual"])
    try FileManager.default.moveItem(atPath: folder.at("waymark.log"), toPath: folder.at("waymark.log.1"))
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    daemon.send(SIGHUP)
    _ = try manager.receive("READY=1")
    #expect(try daemon.revision() == folder.revision())
    #expect(try daemon.stop() == 0)
    let old = try Self.events(folder.at("waymark.log.1"))
    let new = try Self.events(folder.at("waymark.log"))
    // What was on its way may come into either file, and nothing is lost or said twice.
    #expect(
      (old + new).suffix(5) == [
        "book.loaded", "daemon.started", "book.loaded", "daemon.stopping", "daemon.stopped",
      ])
    #expect(new.suffix(3) == ["book.loaded", "daemon.stopping", "daemon.stopped"])
  }

  @Test(arguments: [false, true])
  func `one that is removed or replaced while it runs is opened anew`(isReplaced: Bool) throws {
    let folder = try TestFolder()
    let (daemon, manager) = try Self.daemon(in: folder)
    defer { withExtendedLifetime(manager) {} }
    try Self.wait(for: "daemon.started", in: folder.at("waymark.log"))
    try FileManager.default.removeItem(atPath: folder.at("waymark.log"))
    if isReplaced { try folder.write("before\n", to: "waymark.log") }
    let end = ContinuousClock.now + .seconds(60)
    while (try? Self.events(folder.at("waymark.log")).contains("log.replaced")) != true {
      try #require(ContinuousClock.now < end, "nothing was opened anew")
      usleep(5_000)
    }
    #expect(try daemon.stop() == 0)
    let events = try Self.events(folder.at("waymark.log"))
    #expect(
      events == (isReplaced ? [""] : []) + ["log.replaced", "daemon.stopping", "daemon.stopped"], "\(events)")
    #expect(daemon.log.text == "")
  }

  @Test func `where a new one cannot be made that is said once, and tried again`() throws {
    let folder = try TestFolder()
    let (daemon, manager) = try Self.daemon(in: folder)
    defer { withExtendedLifetime(manager) {} }
    try Self.wait(for: "daemon.started", in: folder.at("waymark.log"))
    try FileManager.default.moveItem(atPath: folder.at("waymark.log"), toPath: folder.at("waymark.log.1"))
    try FileManager.default.createDirectory(
      atPath: folder.at("waymark.log"), withIntermediateDirectories: false)
    try Self.wait(for: "log.unavailable", in: folder.at("waymark.log.1"))
    try FileManager.default.removeItem(atPath: folder.at("waymark.log"))
    let end = ContinuousClock.now + .seconds(60)
    while !FileManager.default.fileExists(atPath: folder.at("waymark.log")) {
      try #require(ContinuousClock.now < end, "nothing was opened anew")
      usleep(5_000)
    }
    #expect(try daemon.stop() == 0)
    let events = try Self.events(folder.at("waymark.log"))
    #expect(events == ["log.replaced", "daemon.stopping", "daemon.stopped"], "\(events)")
    #expect(try Self.events(folder.at("waymark.log.1")).count { $0 == "log.unavailable" } == 1)
  }

  private static let prlimit = Tool("prlimit")

  @Test(.needs(prlimit)) func `after a line that found no room the next one is whole`() throws {
    let folder = try TestFolder()
    // What the system takes of a file ends like a full disk, ten bytes into the first line.
    try folder.write(String(repeating: "\n", count: (4 << 20) - 10), to: "waymark.log")
    let (daemon, manager) = try Self.daemon(in: folder, shell: "ulimit -S -f 8192;")
    let end = ContinuousClock.now + .seconds(60)
    while try Data(contentsOf: URL(filePath: folder.at("waymark.log"))).count < 4 << 20 {
      try #require(ContinuousClock.now < end, "nothing is logged")
      usleep(5_000)
    }
    let result = try Self.prlimit.run(
      ["--pid", "\(daemon.processID)", "--fsize=unlimited"], in: URL(filePath: folder.path))
    #expect(result.code == 0, "\(result.text)")
    daemon.send(SIGHUP)
    _ = try manager.receive("READY=1")
    #expect(try daemon.stop() == 0)
    let events = try Self.events(folder.at("waymark.log"))
    #expect(events.first == "" && !events.dropFirst().contains(""), "\(events)")
    #expect(Set(events).isSuperset(of: ["book.unchanged", "log.dropped", "daemon.stopped"]), "\(events)")
  }

  @Test func `one that cannot be opened is why the daemon does not start`() throws {
    let folder = try TestFolder()
    try folder.write("", to: "file")
    mkfifo(folder.at("pipe"), 0o600)
    for (path, reason) in [
      ("nowhere/waymark.log", "cannot be opened: no such file or directory"),
      ("file/waymark.log", "cannot be opened: not a directory"), ("rules", "no regular file"),
      ("pipe", "no regular file"),
    ] {
      let daemon = try TestDaemon(in: folder, ["LOG_FILE": folder.at(path)], waits: false)
      #expect(try daemon.exitCode() == 1)
      let line = try #require(daemon.log.untilEnd().last)
      #expect(line.event == "daemon.failed" && line["level"] == "error", "\(line.text)")
      #expect(line["message"]?.contains(folder.at(path)) == true, "\(line.text)")
      #expect(line["message"]?.contains(reason) == true, "\(line.text)")
    }
  }

  @Test func `why the daemon does not start stands there and on standard error`() throws {
    let folder = try TestFolder()
    try folder.write(try TestFolder.fixture("broken.yaml"), to: "rules/broken.yaml")
    let daemon = try TestDaemon(in: folder, ["LOG_FILE": folder.at("waymark.log")], waits: false)
    #expect(try daemon.exitCode() == 1)
    #expect(daemon.log.untilEnd().last?["message"] == "the rule book does not load")
    #expect(try Self.lines(folder.at("waymark.log")).last?["message"] == "the rule book does not load")
  }

  @Test func `where it cannot be opened anew the one before goes on, and both say so`() throws {
    let folder = try TestFolder()
    let (daemon, manager) = try Self.daemon(in: folder)
    try FileManager.default.moveItem(atPath: folder.at("waymark.log"), toPath: folder.at("waymark.log.1"))
    try FileManager.default.createDirectory(
      atPath: folder.at("waymark.log"), withIntermediateDirectories: false)
    daemon.send(SIGHUP)
    _ = try manager.receive("READY=1")
    let said = try daemon.log.wait(for: "log.unavailable")
    #expect(said["level"] == "error" && said["message"]?.contains("the one before it goes on") == true)
    try FileManager.default.removeItem(atPath: folder.at("waymark.log"))
    daemon.send(SIGHUP)
    _ = try manager.receive("READY=1")
    #expect(try daemon.stop() == 0)
    let old = try Self.events(folder.at("waymark.log.1"))
    #expect(old.suffix(2) == ["log.unavailable", "book.unchanged"])
    #expect(try Self.events(folder.at("waymark.log")).last == "daemon.stopped")
  }

  @Test(.needs(logrotate)) func `the example for logrotate rotates it without losing a line`() throws {
    let folder = try TestFolder()
    let (daemon, manager) = try Self.daemon(in: folder, ["LOG_LEVEL": "debug"])
    let own = getuid() == 0 ? "root root" : "\(NSUserName()) \(try Self.group())"
    let example = try Project.text("config/logrotate")
      .replacing("/var/log/waymark/waymark.log", with: folder.at("waymark.log"))
      .replacing("su waymark waymark", with: "su \(own)")
      .replacing("systemctl try-reload-or-restart waymark.service", with: "kill -HUP \(daemon.processID)")
    try folder.write(example, to: "logrotate.conf")
    chmod(folder.at("logrotate.conf"), 0o644)
    // An empty file is not rotated.
    try Self.wait(for: "daemon.started", in: folder.at("waymark.log"))
    for _ in 0..<3 {
      let result = try Self.logrotate.run(
        ["--force", "--state", folder.at("logrotate.state"), folder.at("logrotate.conf")],
        in: URL(filePath: folder.path))
      #expect(result.code == 0 && result.text == "", "\(result.text)")
      _ = try manager.receive("READY=1")
      try Self.wait(for: "book.unchanged", in: folder.at("waymark.log"))
    }
    #expect(try daemon.stop() == 0)
    #expect(
      try Self.events(folder.at("waymark.log")) == [
        "book.unchanged", "daemon.stopping", "daemon.stopped",
      ])
    #expect(try Self.events(folder.at("waymark.log.1")) == ["book.unchanged"])
    for name in ["waymark.log.2.gz", "waymark.log.3.gz"] {
      #expect(FileManager.default.fileExists(atPath: folder.at(name)), "\(name)")
    }
  }

  private static func group() throws -> String {
    try Tool("id").run(["-gn"], in: URL(filePath: "/")).text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
