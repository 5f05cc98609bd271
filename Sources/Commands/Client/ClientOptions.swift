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

  @Option(
    help: ArgumentHelp(
      "End with exit code 75 where nothing comes from the daemon for so long, as in '10s'; usually 30s.",
      valueName: "duration"),
    transform: Self.time)
  var answerWithin: TimeSpan?

  private static func time(_ text: String) throws -> TimeSpan {
    guard let span = TimeSpan(text), span >= TimeSpan(seconds: 1) else {
      throw ValidationError(
        "'--answer-within' is a duration of a second or more such as 10s or 2m; '\(text)' is none.")
    }
    return span
  }

  /// A client of the daemon; it connects when it is first asked.
  ///
  /// - Parameters:
  ///   - patience: for how long nothing may come from the daemon, where no option says so.
  ///   - retry: for how long to try again where none answers.
  func client(patience: Duration = .seconds(30), retry: TimeSpan? = nil) throws -> DaemonClient {
    DaemonClient(try place(patience: patience, retry: retry))
  }

  /// Where clients of the daemon find it.
  func place(patience: Duration = .seconds(30), retry: TimeSpan? = nil) throws -> DaemonPlace {
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
    return DaemonPlace(
      paths: places, patience: answerWithin.map { .seconds($0.microseconds / 1_000_000) } ?? patience,
      retry: retry)
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
