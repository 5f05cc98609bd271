package import Foundation
package import Testing

/// A program of others that tests talk to. `Tests/Scripts/tools.sh` fetches those that a machine seldom has.
package struct Tool: Sendable {
  package let name: String

  /// Where it is; nil where it is not to be had.
  package let url: URL?

  package init(_ name: String) {
    self.name = name
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map { URL(filePath: String($0)) } + Self.fetched
    url = folders.map { $0.appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// A program of PostgreSQL's, which Debian keeps out of the usual path; of several versions the newest.
  package init(postgreSQL name: String) {
    let usual = Tool(name)
    let folder = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
    self.name = name
    url =
      usual.url
      ?? versions.map { URL(filePath: "\(folder)/\($0)/bin/\(name)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// A program in Python that is fetched with an environment of its own: no other one will do.
  package init(python name: String) {
    self.name = name
    url = Self.fetched.map { $0.appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// The environment in which a program that was fetched finds its libraries.
  package static var environment: [String: String] {
    let folder = Project.root.appending(path: ".build/tools/usr/lib").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return [
      "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8",
      "LD_LIBRARY_PATH": names.map { "\(folder)/\($0)" }.joined(separator: ":"),
    ]
  }

  /// The program that runs it, where it is a script, as its first line says.
  package var interpreter: URL? {
    guard let url, let script = try? Data(contentsOf: url),
      let line = String(decoding: script.prefix(4096), as: UTF8.self).split(separator: "\n").first,
      line.hasPrefix("#!")
    else { return nil }
    return URL(filePath: line.dropFirst(2).trimmingCharacters(in: .whitespaces))
  }

  /// Runs it to its end, and returns all that it prints and its exit code.
  package func run(_ arguments: [String], in folder: URL) throws -> (text: String, code: Int32) {
    try Self.run(url, arguments, in: folder)
  }

  /// Runs a script with the program that runs this one, and with its libraries.
  package func runScript(_ script: URL, _ arguments: [String], in folder: URL) throws
    -> (text: String, code: Int32)
  {
    try Self.run(interpreter, [script.path] + arguments, in: folder)
  }

  private static func run(_ url: URL?, _ arguments: [String], in folder: URL) throws
    -> (text: String, code: Int32)
  {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }

  private static let fetched = ["bin", "sbin"].map { Project.root.appending(path: ".build/tools/usr/\($0)") }
}

extension Trait where Self == ConditionTrait {
  /// Skips where programs of others are missing.
  package static func needs(_ tools: Tool...) -> Self {
    let missing = tools.filter { $0.url == nil }.map(\.name).joined(separator: ", ")
    return .enabled(if: missing.isEmpty, "not on this machine: \(missing)")
  }
}
