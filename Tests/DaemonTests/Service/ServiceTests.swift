import Foundation
import Glibc
import Testing
import TestSupport

@testable import Daemon

/// The daemon and a service manager, played by the test.
@Suite struct ServiceTests {
  private static func launcher(_ listener: NotifyListener, watchdog: Duration? = nil) -> [String] {
    let limit = watchdog.map { ["WATCHDOG_USEC=\(Int($0 / .microseconds(1)))"] } ?? []
    // A process is told which one the watchdog means, as by systemd.
    let own = #"WATCHDOG_PID=$$ exec "$@""#
    return ["/usr/bin/env", "NOTIFY_SOCKET=\(listener.address)"] + limit + ["/bin/sh", "-c", own, "sh"]
  }

  @Test func `it is ready when it serves, says what serves, and that it stops`() throws {
    let folder = try TestFolder()
    let listener = try NotifyListener(folder.at("notify"))
    let daemon = try TestDaemon(in: folder, launcher: Self.launcher(listener), waits: false)
    let revision = folder.revision()
    #expect(try listener.receive() == ["READY=1", "STATUS=rule book \(revision) serves"])
    #expect(try daemon.get("/readyz").status == 200)
    daemon.send(SIGTERM)
    #expect(try listener.receive() == ["STOPPING=1", "STATUS=stopping on SIGTERM"])
    #expect(try daemon.exitCode() == 0)
  }

  @Test func `a reload is announced, and over when what came of it is known`() throws {
    let folder = try TestFolder()
    let listener = try NotifyListener(folder.at("notify"))
    let daemon = try TestDaemon(
      in: folder, ["RULES_PUBLISH": "manual"], launcher: Self.launcher(listener))
    let old = folder.revision()
    _ = try listener.receive("READY=1")
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let new = folder.revision()
    daemon.send(SIGHUP)
    var messages = try listener.receive(until: "READY=1")
    #expect(messages.first?.first == "RELOADING=1")
    #expect(messages.last?.last == "STATUS=rule book \(new) serves")
    #expect(try daemon.revision() == new && new != old)

    try folder.write(try TestFolder.fixture("broken.yaml"), to: "rules/broken.yaml")
    daemon.send(SIGHUP)
    messages = try listener.receive(until: "READY=1")
    let status = try #require(messages.last?.last)
    #expect(
      status.hasPrefix("STATUS=rule book \(new) goes on, the newest files are not taken: broken.yaml:3:19: "))
    #expect(status.contains("unknown stage"))

    try folder.remove("rules/broken.yaml")
    daemon.send(SIGHUP)
    messages = try listener.receive(until: "READY=1")
    #expect(messages.last?.last == "STATUS=rule book \(new) serves")
    try daemon.stop()
  }

  @Test func `files that change by themselves change the status`() throws {
    let folder = try TestFolder()
    let listener = try NotifyListener(folder.at("notify"))
    let daemon = try TestDaemon(in: folder, launcher: Self.launcher(listener))
    _ = try listener.receive("READY=1")
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    #expect(try listener.receive() == ["STATUS=rule book \(folder.revision()) serves"])
    try daemon.stop()
  }

  @Test func `it gives signs of life as long as it runs`() throws {
    let folder = try TestFolder()
    let listener = try NotifyListener("@waymark-\(UUID())")
    let daemon = try TestDaemon(
      in: folder, launcher: Self.launcher(listener, watchdog: .milliseconds(100)))
    for _ in 0..<5 { _ = try listener.receive("WATCHDOG=1") }
    daemon.halt()
    while listener.hasMessage(withinMilliseconds: 500) { _ = try listener.receive() }
    daemon.send(SIGCONT)
    _ = try listener.receive("WATCHDOG=1")
    #expect(try daemon.stop() == 0)
  }

  @Test func `where the journal reads the log each line begins with its priority`() throws {
    let folder = try TestFolder()
    let listener = try NotifyListener(folder.at("notify"))
    // As systemd names the stream that it gave as standard error.
    let journal = #"JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec "$@""#
    let daemon = try TestDaemon(
      in: folder, ["NO_SUCH_SETTING": "1"],
      launcher: ["/usr/bin/env", "NOTIFY_SOCKET=\(listener.address)", "/bin/sh", "-c", journal, "sh"],
      waits: false)
    _ = try listener.receive("READY=1")
    #expect(try daemon.stop() == 0)
    let lines = daemon.log.all.map(\.text)
    #expect(lines.first?.hasPrefix(#"<4>{"time":"#) == true && lines.last?.hasPrefix(#"<6>{"time":"#) == true)
  }

  @Test func `a service manager that cannot be reached is logged, and the daemon serves`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(
      in: folder, launcher: ["/usr/bin/env", "NOTIFY_SOCKET=\(folder.at("nothing"))"])
    let line = try daemon.log.wait(for: "notify.failed")
    #expect(line["level"] == "warning" && line["reason"] == "no such file or directory")
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.stop() == 0)
  }
}
