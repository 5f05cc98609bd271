import Foundation
import TestSupport
import Testing

/// `waymark tail` beside a daemon that comes, closes files and goes.
@Suite struct TailTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      stages:
        consideration: {phase: before}
      channels:
        email: {consent: none}
      actions:
        guide: {kind: content, channels: [email]}
      rules:
        inform:
          when: {stage: consideration}
          recommend: {action: guide, score: 70}

      """, to: "rules/book.yaml")
    try folder.write("decision_log: {rotate_size: 4096}\n", to: "waymark.yaml")
  }

  private func daemon() throws -> RunningDaemon {
    try RunningDaemon(command: "waymark serve --rules rules --config waymark.yaml", in: folder)
  }

  private func decide(_ journeys: Range<Int>) throws {
    let states = journeys.map { "{\"journey\": \"j\($0)\", \"stage\": \"consideration\"}\n" }.joined()
    let result = try Shell.run("waymark decide > decided", input: states, in: folder)
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  private var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.at("state/decisions")).filter {
        $0.hasPrefix("decisions-")
      }.sorted()
    }
  }

  @Test(arguments: [(10, ""), (11, "note: these are the last 10; `--lines 1000000` shows all\n")])
  func `decisions that are left out at the end of a log are told of`(_ count: Int, _ note: String) throws {
    let daemon = try daemon()
    try decide(0..<count)
    daemon.stop()
    let result = try Shell.run("waymark tail --no-follow --format json", in: folder)
    let lines = result.output.split(separator: "\n")
    #expect(result.exitCode == 0 && lines.count == 10 && lines.first?.contains("j\(count - 10)\"") == true)
    #expect(result.errors == note)
    let all = try Shell.run("waymark tail --no-follow --format json --lines 11", in: folder)
    #expect(all.output.split(separator: "\n").count == count && all.errors.isEmpty)
  }

  @Test func `it shows each decision once, over files, restarts and a folder that is not there yet`() throws {
    let tail = try RunningTail("waymark tail --format json", in: folder)
    #expect(
      try tail.errors.line()
        == "there is no decision log in '\(folder.at("state/decisions"))' yet: waiting for it")
    var daemon = try daemon()
    for round in 0..<20 { try decide((round * 5)..<(round * 5 + 5)) }
    #expect(try journeys(tail.output, count: 100) == (0..<100).map { "j\($0)" })
    #expect(try files.count > 5)
    daemon.stop()
    daemon = try self.daemon()
    defer { daemon.stop() }
    try decide(100..<103)
    #expect(try journeys(tail.output, count: 3) == ["j100", "j101", "j102"])
    #expect(tail.stop(by: SIGTERM) == 0)
    #expect(tail.output.rest() == "")
    #expect(tail.errors.rest() == "")
  }

  private func journeys(_ output: LinePipe, count: Int) throws -> [String] {
    try (0..<count).map { _ in
      let line = try #require(try output.line())
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return (record?["state"] as? [String: Any])?["journey"] as? String ?? line
    }
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `a signal ends it with exit code 0`(signal: Int32) throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try decide(0..<1)
    let tail = try RunningTail("waymark tail --stage consideration --journey j0 --journey j9", in: folder)
    let line = try #require(try tail.output.line())
    #expect(line.hasSuffix("Z j0 matched: guide by email; rule inform"), "\(line)")
    #expect(tail.stop(by: signal) == 0)
    #expect(tail.errors.rest() == "")
  }

  @Test func `a journey is found by its id where the log has only the hash of it`() throws {
    try folder.write("decision_log: {journeys: hashed}\n", to: "waymark.yaml")
    let daemon = try daemon()
    defer { daemon.stop() }
    try decide(0..<3)
    let script = """
      until [ "$(waymark tail --no-follow --format json | wc -l)" = 3 ]; do :; done
      waymark tail --no-follow --journey j1 | cut -d' ' -f2- | sed -E 's/^h:[0-9a-f]{32}/HASH/'
      """
    let result = try Shell.run(script, in: folder)
    #expect(result.output == "HASH matched: guide by email; rule inform\n", "\(result)")
    // A daemon that runs puts its key back.
    daemon.stop()
    let without = try Shell.run("rm state/withdrawals.key; waymark tail --no-follow --journey j1", in: folder)
    #expect(without.output == "", "\(without)")
  }

  @Test func `of lines that were erased only those are named, whoever is asked for`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    let script = """
      for journey in a b a a a b a a b c a b b; do
        echo "{\\"journey\\": \\"$journey\\", \\"stage\\": \\"consideration\\"}"
      done | waymark decide > decided
      lines() { waymark tail --no-follow --format json -n 99 2> /dev/null | wc -l; }
      until [ "$(lines)" = 13 ]; do :; done
      waymark contacts b --erase 2> /dev/null
      until [ "$(lines)" = 8 ]; do :; done
      for journey in c a C; do
        waymark tail --no-follow --journey $journey -n 99 | sed -E 's/^[0-9T:.Z-]+ //; s/ matched.*//'
        echo --
      done
      """
    let result = try Shell.run(script, in: folder)
    let lines = [
      "lines 2, 6 and 9 are erased", "c", "lines 12 to 13 are erased", "--", "a", "line 2 is erased", "a",
      "a",
      "a", "line 6 is erased", "a", "a", "line 9 is erased", "a", "lines 12 to 13 are erased", "--",
      "lines 2, 6, 9 and 12 to 13 are erased", "--",
    ]
    #expect(result.output.split(separator: "\n").map(String.init) == lines, "\(result)")
    #expect(result.errors == "help: did you mean 'c'? It is another journey\n")
  }

  @Test func `where its reader goes away it ends, also while nothing comes`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try decide(0..<3)
    let result = try Shell.run(
      "{ waymark tail; echo \"exit $?\" >&2; } | { read -r one; echo \"$one\" | cut -d' ' -f2; }", in: folder)
    #expect(result.output == "j0\n" && result.errors == "exit 0\n", "\(result)")
  }
}

/// `waymark tail` while it runs; killed after a minute: a failure, not a hang.
private final class RunningTail {
  private let process = Process()
  let output = LinePipe()
  let errors = LinePipe()
  private let impatience: DispatchWorkItem

  init(_ command: String, in folder: TemporaryFolder) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["bash", "-c", "exec \(command)"]
    process.currentDirectoryURL = folder.url
    process.environment = WaymarkBinary.environment(runtimeFolder: folder.url)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output.pipe
    process.standardError = errors.pipe
    try process.run()
    let processID = process.processIdentifier
    impatience = DispatchWorkItem { kill(processID, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: impatience)
  }

  deinit { if process.isRunning { process.terminate() } }

  /// - Returns: its exit code; negative where the signal ended it.
  func stop(by signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    impatience.cancel()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}

/// The lines that come out of a pipe.
private final class LinePipe {
  let pipe = Pipe()
  private var waiting = Data()

  /// The next line, without its end; waits for it. Nil where no more comes.
  func line() throws -> String? {
    while true {
      if let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
        defer { waiting = Data(waiting[(end + 1)...]) }
        return String(decoding: waiting[..<end], as: UTF8.self)
      }
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      waiting += more
    }
  }

  /// What else came before the end.
  func rest() -> String {
    String(decoding: waiting + pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
