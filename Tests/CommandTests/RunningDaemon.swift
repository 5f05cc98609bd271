import Foundation
import Testing

/// `waymark serve` on the socket of a folder, until it is stopped.
struct RunningDaemon {
  private let process = Process()

  /// Starts it, and returns once it says that it listens.
  init(rules: String, in folder: TemporaryFolder) throws {
    let log = Pipe()
    process.executableURL = WaymarkBinary.url
    process.arguments = ["serve", "--rules", rules]
    process.currentDirectoryURL = folder.url
    process.environment = WaymarkBinary.environment(runtimeFolder: folder.url)
    process.standardInput = FileHandle.nullDevice
    process.standardError = log
    try process.run()
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
