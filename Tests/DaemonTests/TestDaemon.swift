import Foundation
import Glibc
import TestSupport

/// The real daemon, in a folder: `rules`, `state` and `waymark.sock` are there. Killed when nobody holds it any more.
///
/// Unchecked because the process is only asked for what it was set up with, or sent signals.
final class TestDaemon: @unchecked Sendable {
  struct NotStarted: Error, CustomStringConvertible {
    let description: String
  }

  let folder: TestFolder
  let log: DaemonLog
  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)

  var socketPath: String { folder.at("waymark.sock") }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - settings: by the names of their variables, without `WAYMARK_`.
  ///   - launcher: a command that runs what is appended to it in its own place.
  ///   - standardInput: what the launcher finds there.
  ///   - waits: whether to return only once it listens.
  init(
    in folder: TestFolder, rules: String = "rules", _ settings: [String: String] = [:],
    arguments: [String] = [], launcher: [String] = [],
    standardInput: FileHandle = .nullDevice, waits: Bool = true
  ) throws {
    self.folder = folder
    let standardError = Pipe()
    let command = launcher + [ProgramUnderTest.url.path, "serve"] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(filePath: folder.path)
    // Nothing of the caller's environment but what is meant for it.
    process.environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "WAYMARK_RULES_PATH": folder.at(rules),
      "WAYMARK_STATE_DIR": folder.at("state"), "WAYMARK_SOCKET_PATH": folder.at("waymark.sock"),
      "WAYMARK_RULES_SETTLE": "50ms",
      // The contacts of the tests have fixed dates, which grow old.
      "WAYMARK_HISTORY_KEEP": "36500d",
    ].merging(ProgramUnderTest.surroundings) { $1 }.merging(settings.map { ("WAYMARK_\($0)", $1) }) { $1 }
    process.standardInput = standardInput
    process.standardOutput = FileHandle.nullDevice
    process.standardError = standardError
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    log = DaemonLog(reading: standardError.fileHandleForReading)
    if waits { try log.wait(for: "daemon.started") }
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var processID: Int32 { process.processIdentifier }

  /// Bytes of it that are in memory.
  func memory() throws -> Int { try ProcessStatus.memory(of: processID) }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Halts it, and waits until it stands still.
  func halt() {
    send(SIGSTOP)
    var state = siginfo_t()
    while waitid(P_PID, id_t(processID), &state, WSTOPPED | WNOWAIT) == -1, errno == EINTR {}
  }

  /// Waits for its end.
  ///
  /// - Returns: the exit code, or the number of the signal that ended it, negative.
  func exitCode(within limit: Duration = .seconds(60)) throws -> Int32 {
    guard ended.wait(timeout: .now() + Double(limit.components.seconds)) == .success else {
      throw NotStarted(description: "the daemon does not end:\n\(log.text)")
    }
    ended.signal()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// Ends it as a service manager does, or at once with SIGKILL.
  @discardableResult
  func stop(with signal: Int32 = SIGTERM) throws -> Int32 {
    send(signal)
    let code = try exitCode()
    _ = log.untilEnd()
    return code
  }

  func connect() throws -> Client { try Client(socketPath) }

  /// Asks on a connection of its own.
  func ask(_ method: String, _ target: String, _ body: String? = nil, type: String? = nil) throws -> Answer {
    try connect().ask(method, target, body, type: type)
  }

  func get(_ target: String) throws -> Answer { try ask("GET", target) }

  func decide(_ body: String, query: String = "") throws -> Answer {
    try ask("POST", "/v1/decide\(query)", body, type: "application/json")
  }

  func next(_ body: String, query: String = "", key: String? = nil) throws -> Answer {
    try connect().ask("POST", "/v1/next\(query)", body, type: "application/json", key: key)
  }

  func report(_ body: String) throws -> Answer {
    try ask("POST", "/v1/outcomes", body, type: "application/json")
  }

  func contacts(of journey: String) throws -> Answer { try get("/v1/contacts?journey=\(journey)") }

  func lines(_ target: String, _ body: String) throws -> Answer {
    try ask("POST", target, body, type: "application/x-ndjson")
  }

  /// The revision that serves.
  func revision() throws -> String { try get("/v1/book").json["revision"] as? String ?? "" }
}
