import API
import ArgumentParser
import Foundation
import Glibc
import Settings
import Time

/// How a command finds the daemon.
struct ClientOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The daemon's socket, where it is not at its usual place.", valueName: "path"),
    completion: .file())
  var socket: String?

  @Option(
    help: ArgumentHelp("The daemon's configuration, which may name the socket.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  /// A client of the daemon; it connects when it is first asked.
  ///
  /// - Parameters:
  ///   - patience: for how long nothing may come from the daemon.
  ///   - retry: for how long to try again where none answers.
  func client(patience: Duration = .seconds(60), retry: TimeSpan? = nil) throws -> DaemonClient {
    DaemonClient(try place(patience: patience, retry: retry))
  }

  /// Where clients of the daemon find it.
  func place(patience: Duration = .seconds(60), retry: TimeSpan? = nil) throws -> DaemonPlace {
    let environment = ProcessInfo.processInfo.environment
    let loaded = Configuration.load(file: config, environment: environment)
    try Findings(loaded.diagnostics, files: loaded.files).printErrors()
    let places = SocketPath.places(
      flag: try socket.map(Self.path(ofSocket:)), configured: loaded.configuration.socketPath,
      environment: environment, user: getuid())
    if let path = places.first, path.utf8.count > SocketPath.longest {
      throw Failure(
        .wrongUse,
        "the socket's path is \(path.utf8.count) bytes long; at most \(SocketPath.longest) fit: '\(path)'")
    }
    return DaemonPlace(paths: places, patience: patience, retry: retry)
  }

  /// The path in the value of `--socket`.
  static func path(ofSocket text: String) throws(Failure) -> String {
    do throws(SocketPath.Refused) {
      return try SocketPath.path(in: text)
    } catch {
      throw Failure(.wrongUse, error.description, help: error.help)
    }
  }
}
