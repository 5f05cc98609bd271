import ArgumentParser
import Daemon
import Foundation
import Settings
import Telemetry

/// `waymark serve`: the daemon, in the foreground.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the daemon.",
    discussion: """
      The daemon answers over a Unix socket, takes changed rule files by itself, and writes its log to standard \
      error. SIGTERM stops it once it has finished what it has begun; SIGHUP loads the rules again.

      Each setting comes from its flag, else from the environment (WAYMARK_…), else from the configuration file, else \
      from its default. config/waymark.yaml names them all.
      """)

  @Option(help: ArgumentHelp("The configuration file.", valueName: "file"), completion: .file())
  var config: String?

  @Option(help: ArgumentHelp("The directory of the rule book.", valueName: "dir"), completion: .directory)
  var rules: String?

  @Option(
    help: ArgumentHelp("Where to listen: a path, or unix:///path.", valueName: "path"), completion: .file())
  var socket: String?

  @Option(
    help: ArgumentHelp("The directory for what must survive a restart.", valueName: "dir"),
    completion: .directory)
  var stateDir: String?

  @Option(help: "Log lines for programs or for people: json, text, or auto: text on a terminal.")
  var logFormat: LogConfiguration.Format?

  @Option(help: "The least important level that is logged: debug, info, warning or error.")
  var logLevel: LogLevel?

  func run() async throws {
    Crashes.hideMemory()
    let environment = ProcessInfo.processInfo.environment
    let loaded = Configuration.load(file: config, environment: environment)
    var configuration = loaded.configuration
    if let rules { configuration.rulesPath = rules }
    if let socket { configuration.socketPath = try ClientOptions.path(ofSocket: socket) }
    if let stateDir { configuration.stateDirectory = stateDir }
    if let logFormat { configuration.log.format = logFormat }
    if let logLevel { configuration.log.level = logLevel }
    let findings = Findings(loaded.diagnostics, files: loaded.files)
    if findings.hasErrors {
      Daemon.reportFailure(
        "", loaded.diagnostics, rendered: findings.rendered(for: .standardError), in: configuration.log)
      throw Status.findings.code
    }
    let areShown = configuration.log.file == nil && configuration.log.isForPeople
    if areShown { findings.printAll() }
    let code = await Daemon.run(
      configuration, notes: areShown ? [] : loaded.diagnostics, environment: environment)
    if code != 0 { throw ExitCode(code) }
  }
}

extension LogConfiguration.Format: ExpressibleByArgument {}
extension LogLevel: ExpressibleByArgument {}
