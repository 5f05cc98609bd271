import Foundation
import Testing
import TestSupport

/// `waymark serve` on the socket of a folder, until it is stopped.
struct RunningDaemon {
  private let process = Process()

  init(rules: String, in folder: TemporaryFolder) throws {
    try self.init(command: "waymark serve --rules '\(rules)'", in: folder)
  }

  /// Starts it with a command line for bash, and returns once it says that it listens. One that has not said
  /// so after a minute is killed: a failure, not a hang.
  init(command: String, in folder: TemporaryFolder) throws {
    let log = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["bash", "-c", "exec \(command)"]
    process.currentDirectoryURL = folder.url
    process.environment = WaymarkBinary.environment(runtimeFolder: folder.url)
    process.standardInput = FileHandle.nullDevice
    process.standardError = log
    try process.run()
    let processID = process.processIdentifier
    let impatience = DispatchWorkItem { kill(processID, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: impatience)
    defer { impatience.cancel() }
    var text = ""
    while !text.contains("daemon.started") {
      let more = log.fileHandleForReading.availableData
      guard !more.isEmpty else { throw NotStarted(log: text) }
      text += String(decoding: more, as: UTF8.self)
    }
    // What it says from here on is let go, so that it never waits for a reader.
    log.fileHandleForReading.readabilityHandler = { handle in
      if handle.availableData.isEmpty { handle.readabilityHandler = nil }
    }
  }

  struct NotStarted: Error {
    let log: String
  }

  /// Ends it as a service manager does.
  func stop(at location: SourceLocation = #_sourceLocation) {
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, sourceLocation: location)
  }
}
