@preconcurrency import Dispatch
import Foundation
import TestSupport

/// The daemon under load, on a copy of a rule book, in a folder of its own.
final class DaemonUnderLoad: Sendable {
  let folder: TemporaryFolder
  let socket: String
  let processID: Int32
  private let process: Process
  /// Where this program is told to end before it is done, the daemon goes with it.
  private let signals: [any DispatchSourceSignal]

  /// - Parameters:
  ///   - program: the path of what is started.
  ///   - rules: that of the rule book's folder.
  init(program: String, rules: String) throws {
    folder = try TemporaryFolder()
    socket = folder.at("waymark.sock")
    try FileManager.default.copyItem(atPath: rules, toPath: folder.at("rules"))
    try folder.write("", to: "log.ndjson")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "serve", "--rules", folder.at("rules"), "--socket", socket, "--state-dir", folder.at("state"),
    ]
    process.environment = ["WAYMARK_LIMITS_CONNECTIONS": "16000"].merging(
      ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("WAYMARK_") }
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: "log.ndjson"))
    try process.run()
    self.process = process
    processID = process.processIdentifier
    signals = [SIGINT, SIGTERM, SIGHUP].map { Self.endingWith($0, process.processIdentifier) }
    try waitForStart()
  }

  deinit { kill(processID, SIGKILL) }

  private static func endingWith(_ number: Int32, _ processID: Int32) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      kill(processID, SIGKILL)
      exit(128 + number)
    }
    source.resume()
    return source
  }

  private func waitForStart() throws {
    while try !folder.read("log.ndjson").contains("daemon.started") {
      guard process.isRunning else { throw LoadFailure(try folder.read("log.ndjson")) }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  func connect() throws -> Client { try Client(socket) }

  /// - Returns: its exit code.
  func stop() -> Int32 {
    kill(processID, SIGTERM)
    process.waitUntilExit()
    return process.terminationStatus
  }
}
