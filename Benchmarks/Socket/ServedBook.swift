import Diagnostics
import Foundation

/// The release program, serving a rule book in a folder of its own.
final class ServedBook {
  let server: Server
  let rules: String
  /// From its start to the first answer.
  let starting: Duration
  private let folder: String

  /// - Parameters:
  ///   - program: its path.
  ///   - files: of the rule book.
  ///   - name: of its folder.
  ///   - settings: lines of its configuration.
  ///   - asUsual: whether it starts itself once more, as it does in order to hide memory from reports of crashes. It is
  ///     not told any more when this program ends.
  init(
    _ program: String, serving files: [SourceFile], in workplace: Workplace, named name: String,
    settings: [String] = [], asUsual: Bool = false
  ) throws {
    folder = workplace.path(name)
    rules = "\(folder)/rules"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    for file in files {
      let url = URL(filePath: "\(rules)/\(file.path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
    let configuration = "\(folder)/waymark.yaml"
    try Data(settings.map { "\($0)\n" }.joined().utf8).write(to: URL(filePath: configuration))
    let socket = "\(folder)/waymark.sock"
    let began = ContinuousClock.now
    server = try Server(
      [
        program, "serve", "--config", configuration, "--rules", rules, "--socket", socket, "--state-dir",
        "\(folder)/state",
      ], client: Client(socket), variables: asUsual ? [:] : ["SWIFT_BACKTRACE": "registers=none"],
      output: "\(folder)/log.ndjson")
    starting = ContinuousClock.now - began
  }

  var client: Client { server.client }

  /// Replaces a file of the book as a whole, as an editor does.
  var writing: @Sendable (SourceFile) throws -> Void {
    { [rules] file in
      let path = "\(rules)/\(file.path)"
      try Data(file.bytes).write(to: URL(filePath: "\(path).new"))
      guard rename("\(path).new", path) == 0 else { throw ServerFailure("\(path) cannot be replaced") }
    }
  }

  /// Has the files loaded, and waits until they serve.
  var reload: @Sendable () throws -> Void {
    { [client] in
      let answer = try client.fetch(.post("/v1/book/reload", [[]]))
      guard answer.isSuccess else {
        throw ServerFailure("the rule book is not taken: \(answer.text.suffix(500))")
      }
    }
  }
}
