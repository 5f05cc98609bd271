import Foundation
import TestSupport

/// What a command left behind.
struct ShellResult {
  let output: String
  let errors: String
  let exitCode: Int32
}

enum Shell {
  /// Runs a command line with bash in a folder, and waits for its end.
  static func run(_ command: String, input: String = "", in folder: TemporaryFolder) throws -> ShellResult {
    try run(["bash", "-c", command], input: input, in: folder)
  }

  /// Runs a program, found in PATH.
  ///
  /// - Parameter seconds: for how long it may take.
  static func run(
    _ arguments: [String], input: String = "", in folder: TemporaryFolder, within seconds: Int = 60
  ) throws -> ShellResult {
    // Files, not pipes: nobody has to empty them meanwhile.
    let scratch = try TemporaryFolder()
    try scratch.write(input, to: "input")
    try scratch.write("", to: "output")
    try scratch.write("", to: "errors")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // Far more than any needs; one that waits for ever is a failure, not a hang. It is killed because what a test starts
    // may have SIGTERM blocked.
    process.arguments = ["timeout", "--signal=KILL", "\(seconds)"] + arguments
    process.currentDirectoryURL = folder.url
    process.environment = WaymarkBinary.environment(runtimeFolder: folder.url)
    process.standardInput = try FileHandle(forReadingFrom: scratch.url.appending(path: "input"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url.appending(path: "output"))
    process.standardError = try FileHandle(forWritingTo: scratch.url.appending(path: "errors"))
    try process.run()
    endGroup(of: process)
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: scratch.url.appending(path: name)), as: UTF8.self)
    }
    return ShellResult(
      output: try text("output"), errors: try text("errors"), exitCode: process.terminationStatus)
  }

  /// Waits for the end of a process that leads a group, as `timeout` does, and ends what it left running: Foundation
  /// would wait for that as well, for ever.
  private static func endGroup(of process: Process) {
    let group = process.processIdentifier
    var end = siginfo_t()
    while waitid(P_PID, id_t(group), &end, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    kill(-group, SIGKILL)
    process.waitUntilExit()
  }
}
