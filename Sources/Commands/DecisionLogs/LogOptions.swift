import API
import ArgumentParser
import DecisionLog
import Diagnostics
import Foundation
import Glibc
import Settings
import System

/// Where a decision log stands, and the key under which it was written. Both are files: no daemon has to run.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The daemon's state directory.", valueName: "dir"), completion: .directory)
  var stateDir: String?

  @Option(
    help: ArgumentHelp("The daemon's configuration, which may name the state directory.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  func loadConfiguration() throws -> Configuration {
    let loaded = Configuration.load(file: config, environment: ProcessInfo.processInfo.environment)
    try Findings(loaded.diagnostics, files: loaded.files).printErrors()
    var configuration = loaded.configuration
    if let stateDir { configuration.stateDirectory = stateDir }
    return configuration
  }

  /// Says which log is read, where nobody named it: in any case where the daemon at the socket writes another one, and
  /// else on a terminal.
  ///
  /// - Parameters:
  ///   - path: the folder of the log.
  ///   - isNamed: whether the command names it, beside these options.
  func tell(reading path: String, isNamed: Bool = false) {
    guard stateDir == nil, !isNamed else { return }
    if config == nil, let asked = daemonsLog(), !Self.isSame(path, asked.log) {
      Terminal.standardError.write(
        """
        warning: reading the decision log in '\(path.visible)', but the daemon at \(asked.socket.visible) writes '\(asked.log.visible)'
          help: give that folder, or the daemon's configuration with --config

        """)
      return
    }
    guard Terminal.standardError.isInteractive else { return }
    let state = LogFolder(path).isWritten ? "" : ", which no running daemon writes"
    Terminal.standardError.write("reading the decision log in '\(path.visible)'\(state)\n")
  }

  /// Which log the daemon at the usual socket writes; nil where none answers at once, or it does not say.
  private func daemonsLog() -> (socket: String, log: String)? {
    guard let place = try? ClientOptions.parse([]).place(patience: .seconds(2)) else { return nil }
    let client = DaemonClient(place)
    guard let log = (try? client.ask(DaemonRequest(.get, .ready)))?.decisionLog else { return nil }
    return (client.path, log)
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    if let one = FileStatus(of: path, followingLinks: true)?.identity,
      let another = FileStatus(of: other, followingLinks: true)?.identity
    {
      return one == another
    }
    return URL(filePath: path).standardized.path == URL(filePath: other).standardized.path
  }

  /// The folder of the log, which has to be there.
  static func folder(_ path: String) throws(Failure) -> LogFolder {
    let folder = LogFolder(path)
    if FileStatus(of: path, followingLinks: true) == nil, case let error = SystemError.latest,
      error == SystemError(EACCES)
    {
      throw Failure(
        .findings, "'\(path)' cannot be looked at: \(error)",
        help: "run this as the user of the daemon, or as root")
    }
    guard folder.exists else {
      throw Failure(
        .findings, "there is no decision log in '\(path)'",
        help: "name the daemon's state directory with --state-dir, or its configuration with --config")
    }
    return folder
  }

  /// The history's key.
  static func key(_ path: String) throws(Failure) -> [UInt8] {
    switch KeyFile.read(path, ownedBy: nil) {
    case .key(let key): return key
    case .missing:
      throw Failure(
        .findings, "there is no key in '\(path)'",
        help: "the daemon makes it beside its history; name the state directory with --state-dir")
    case .damaged:
      throw Failure(
        .findings, "the key in '\(path)' cannot be read, or is damaged",
        help: "run this as the user of the daemon, or as root")
    }
  }
}
