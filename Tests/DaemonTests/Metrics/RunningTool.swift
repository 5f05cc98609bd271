import Foundation
import TestSupport

@testable import Daemon

/// A program of others that runs beside a test, and is ended when nobody holds it any more. It logs as JSON.
final class RunningTool {
  private let process = Process()
  let log: DaemonLog

  /// - Parameter launcher: a command that runs what is appended to it in its own place.
  init(_ tool: Tool, _ arguments: [String], launcher: [String] = []) throws {
    guard let url = tool.url else {
      throw TestDaemon.NotStarted(description: "\(tool.name) is not on this machine")
    }
    let command = launcher + [url.path] + arguments + ["--log.format=json"]
    let standardError = Pipe()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = standardError
    try process.run()
    log = DaemonLog(reading: standardError.fileHandleForReading)
  }

  deinit { process.terminate() }

  /// The port at which it listens, once it does.
  func port() throws -> UInt16 {
    let line = try log.wait(for: "") { $0["msg"] == "Listening on" }
    guard let text = line["address"]?.split(separator: ":").last, let port = UInt16(text) else {
      throw TestDaemon.NotStarted(description: "no port in \(line.text)")
    }
    return port
  }

  /// Runs a program to its end.
  ///
  /// - Returns: the exit code, and all that it printed.
  static func run(_ tool: Tool, _ arguments: [String], input: [UInt8] = []) throws -> (
    code: Int32, text: String
  ) {
    guard let url = tool.url else { return (-1, "\(tool.name) is not on this machine") }
    let folder = try TemporaryFolder()
    try Data(input).write(to: URL(filePath: folder.at("input")))
    let process = Process()
    let output = Pipe()
    process.executableURL = url
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.at("input")))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
