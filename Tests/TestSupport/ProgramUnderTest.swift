package import Foundation

/// The executable that tests run.
package enum ProgramUnderTest {
  /// `WAYMARK_BINARY` names it; otherwise it is the one that was built beside the tests.
  package static let url =
    ProcessInfo.processInfo.environment["WAYMARK_BINARY"].map { URL(filePath: $0, relativeTo: Project.root) }?
    .absoluteURL
    ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "waymark")

  /// Where and when programs under test believe to be: `WAYMARK_TEST_ENVIRONMENT` gives them, in lines, variables that
  /// make it another day, zone, locale or terminal.
  package static let surroundings: [String: String] = {
    let lines = ProcessInfo.processInfo.environment["WAYMARK_TEST_ENVIRONMENT"] ?? ""
    let pairs = lines.split(separator: "\n").map { line in
      let parts = line.split(separator: "=", maxSplits: 1).map { String($0) }
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    return Dictionary(pairs) { $1 }
  }()

  /// What the clock of those programs shows.
  package static func now() throws -> Date {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["date", "+%s.%N"]
    process.environment = ["PATH": "/usr/bin:/bin"].merging(surroundings) { $1 }
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    struct NoTime: Error {}
    guard let seconds = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw NoTime() }
    return Date(timeIntervalSince1970: seconds)
  }
}
