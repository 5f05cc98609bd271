import Foundation
import Glibc
import TestSupport

/// Asks a daemon as a user who is neither root nor the daemon's.
enum OtherUser {
  static let id = 65_534

  static let canBe =
    getuid() == 0 && ["/usr/bin/setpriv", "/usr/bin/curl"].allSatisfy(FileManager.default.isExecutableFile)

  /// Whether that user may run the program that is tested: it may lie in a folder of root's alone.
  static let mayRunWaymark = canBe && run("/usr/bin/test", ["-x", ProgramUnderTest.url.path]).code == 0

  /// Runs a program as that user, and returns what it says on standard error.
  static func run(_ program: String, _ arguments: [String]) -> (code: Int32, errors: String) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/setpriv")
    process.arguments = ["--reuid", "\(id)", "--regid", "\(id)", "--clear-groups", program] + arguments
    process.standardError = errors
    guard (try? process.run()) != nil else { return (-1, "") }
    let text = String(
      decoding: (try? errors.fileHandleForReading.readToEnd()).flatMap(\.self) ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  static func ask(
    _ daemon: TestDaemon, _ method: String, _ target: String, _ body: String = "", as user: Int = id
  ) throws -> (status: Int, text: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/setpriv")
    process.arguments =
      [
        "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", "/usr/bin/curl", "-s", "-X", method,
        "-H",
        "Accept: application/x-ndjson",
      ]
      + (method == "POST" ? ["--data-binary", body] : [])
      + ["--unix-socket", daemon.socketPath, "-w", "\n%{http_code}", "http://waymark\(target)"]
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return (lines.last.flatMap { Int($0) } ?? 0, lines.dropLast().joined())
  }
}
