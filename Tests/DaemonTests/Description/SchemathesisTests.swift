import Foundation
import Testing
import TestSupport

/// The daemon, asked by schemathesis with what the description allows and with what it does not.
@Suite struct SchemathesisTests {
  @Test(.needs(Tool("schemathesis"), Tool("python3")))
  func `the daemon answers as its description says`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let folder = Project.root.appending(path: "Tests/API").path
    let process = Process()
    let output = Pipe()
    process.executableURL = Tool("python3").url
    process.arguments =
      ["\(folder)/through_socket.py", daemon.socketPath, Tool("schemathesis").url?.path ?? ""]
      + ["--config-file", "\(folder)/schemathesis.toml", "run"]
      + [Project.root.appending(path: "config/openapi.json").path, "--url", "{address}"]
      // `make test-api` does it for long, and otherwise each time.
      + ["--seed", "1", "--max-examples", "2"]
    process.currentDirectoryURL = URL(filePath: daemon.folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8",
    ]) { $1 }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(daemon.log.lines(of: "request.unanswered").isEmpty)
    #expect(try daemon.get("/livez").status == 200)
  }
}
