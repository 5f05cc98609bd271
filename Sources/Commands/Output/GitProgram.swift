import Foundation
import Glibc
import System

/// The program git, run without a shell.
struct GitProgram {
  private let path: String

  /// Nil where there is none in PATH.
  init?() {
    // What git does not read to its end must not end this process.
    signal(SIGPIPE, SIG_IGN)
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    guard let path = ProgramPath.find("git", in: folders) else { return nil }
    self.path = path
  }

  /// What it prints; nil where it fails.
  ///
  /// - Parameter most: bytes of it that are kept.
  func run(
    _ arguments: [String], input: [UInt8] = [], most: Int = 64 << 10, within time: Duration
  ) -> [UInt8]? {
    let process = ChildProcess([path] + arguments, isCaptured: true, mostOutput: most)
    guard let result = try? process.run(input, within: time), result.end == .exited(0) else { return nil }
    return result.output
  }
}
