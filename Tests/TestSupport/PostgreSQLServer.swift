import Foundation
package import Testing
import Glibc
import Synchronization

/// A server of PostgreSQL in a folder of its own, on a Unix socket there; it ends with the test.
///
/// It refuses to run as root: there another user runs it, who has nothing.
package final class PostgreSQLServer: Sendable {
  fileprivate static let initdb = Tool(postgreSQL: "initdb")
  fileprivate static let postgres = Tool(postgreSQL: "postgres")

  /// Whether its programs are here.
  package static var isInstalled: Bool { initdb.url != nil && postgres.url != nil }

  private let folder: TemporaryFolder
  private let processID = Mutex<pid_t?>(nil)

  package struct Failure: Error, CustomStringConvertible { package let description: String }

  /// Makes one and starts it.
  package init() throws {
    folder = try TemporaryFolder()
    if getuid() == 0 { chown(folder.path, Self.nobody, Self.nobody) }
    let made = try Self.run(
      Self.initdb,
      [
        "-D", data, "-U", "waymark", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync",
        "--no-instructions",
      ], in: folder.url, output: folder.at("made")
    )
    made.waitUntilExit()
    guard made.terminationStatus == 0 else { throw Failure(description: try folder.read("made")) }
    try start()
  }

  deinit { stop(SIGINT) }

  private var data: String { folder.at("data") }

  /// Where it is, for libpq.
  package func address(_ database: String = "postgres") -> String {
    "host=\(folder.path) user=waymark dbname=\(database)"
  }

  /// The folder of its socket.
  package var path: String { folder.path }

  /// What it has said since it was started.
  package var log: String { get throws { try folder.read("log") } }

  /// Starts it again, and waits until it says that it takes connections.
  package func start() throws {
    let end = ContinuousClock.now + .seconds(30)
    while true {
      let log = folder.at("log")
      let process = try Self.run(
        Self.postgres,
        ["-D", data, "-k", folder.path, "-h", "", "-c", "max_connections=60", "-c", "log_min_messages=log"],
        in: folder.url, output: log)
      while process.isRunning {
        if try folder.read("log").contains("database system is ready to accept connections") {
          let id = process.processIdentifier
          processID.withLock { $0 = id }
          return
        }
        guard ContinuousClock.now < end else {
          kill(process.processIdentifier, SIGINT)
          throw Failure(description: try folder.read("log"))
        }
        usleep(2_000)
      }
      // What a server that was killed has left in memory goes with the last of its processes.
      guard ContinuousClock.now < end else { throw Failure(description: try folder.read("log")) }
      usleep(20_000)
    }
  }

  /// Ends it: `SIGINT` as an operator would, `SIGKILL` as when its machine fails.
  package func stop(_ signal: CInt) {
    guard let id = processID.withLock({ $0.take() }) else { return }
    kill(id, signal)
    // Foundation waits for it as well, on a thread of its own.
    while kill(id, 0) == 0, waitpid(id, nil, WNOHANG) == 0 { usleep(1_000) }
  }

  private static let nobody: uid_t = 65_534

  private static func run(
    _ tool: Tool, _ arguments: [String], in folder: URL, output: String
  ) throws -> Process {
    guard let program = tool.url else { throw Failure(description: "\(tool.name) is not here") }
    let process = Process()
    if getuid() == 0 {
      process.executableURL = Tool("setpriv").url
      process.arguments =
        ["--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", program.path] + arguments
    } else {
      process.executableURL = program
      process.arguments = arguments
    }
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": folder.path]
    guard FileManager.default.createFile(atPath: output, contents: nil),
      let file = FileHandle(forWritingAtPath: output)
    else { throw Failure(description: "'\(output)' cannot be written") }
    process.standardOutput = file
    process.standardError = file
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where the programs of PostgreSQL's server are missing.
  package static var needsPostgreSQL: Self { .needs(PostgreSQLServer.initdb, PostgreSQLServer.postgres) }
}
