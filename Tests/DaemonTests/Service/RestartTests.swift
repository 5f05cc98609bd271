import Foundation
import Glibc
import Testing
import TestSupport

/// A service manager holds the listening socket, and the daemon is started with it again and again.
@Suite struct RestartTests {
  /// As systemd does it: the socket is descriptor 3, and the variables name this process.
  private static let launcher = [
    "/bin/sh", "-c", #"exec 3<&0 0</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@""#, "sh",
  ]

  @Test func `through twenty restarts nobody is refused, and each request is answered`() throws {
    let folder = try TestFolder()
    let listening = try TestSocket.bound(at: folder.at("waymark.sock"))
    defer { close(listening) }
    try #require(listen(listening, 4_096) == 0)
    let clients = RestartClients(4, at: folder.at("waymark.sock"))
    for _ in 0...20 {
      let daemon = try TestDaemon(
        in: folder, launcher: Self.launcher, standardInput: FileHandle(fileDescriptor: listening))
      // Some of them are answered by this one.
      clients.waitForAnswers(8)
      #expect(try daemon.stop() == 0)
      #expect(daemon.log.all.last?.fields["cut_off"] as? Int == 0)
    }
    let last = try TestDaemon(
      in: folder, launcher: Self.launcher, standardInput: FileHandle(fileDescriptor: listening))
    let tally = clients.stop()
    #expect(try last.stop() == 0)
    #expect(tally.answered >= 160)
    #expect(tally.refused == [])
    #expect(tally.lost == [])
    #expect(tally.wrong == [])
  }
}
