import Foundation
import Testing
import TestSupport

/// How a command ends that may not open the daemon's socket.
@Suite struct ClientExitTests {
  @Test(.enabled("needs root, setpriv and curl") { OtherUser.canBe })
  func `a socket of others is no reason to try again`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["SOCKET_MODE": "0600"])
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/setpriv")
    process.arguments =
      [
        "--reuid", "\(OtherUser.id)", "--regid", "\(OtherUser.id)", "--clear-groups",
        ProgramUnderTest.url.path,
      ]
      + ["book", "--socket", daemon.socketPath]
    process.standardError = errors
    try process.run()
    let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(
      text.hasPrefix("error: the socket '\(daemon.socketPath)' may not be opened: permission denied\n"),
      "\(text)")
  }
}
