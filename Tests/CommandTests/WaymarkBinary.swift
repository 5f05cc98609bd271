import Foundation
import TestSupport

/// What the executable that is run by commands under test finds around it.
enum WaymarkBinary {
  /// The environment of commands under test: nothing of the caller's but where its programs are, and the surroundings
  /// that tests are given.
  static func environment(runtimeFolder: URL) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let environment = [
      "PATH": "\(ProgramUnderTest.url.deletingLastPathComponent().path):\(path)", "HOME": runtimeFolder.path,
      "XDG_RUNTIME_DIR": runtimeFolder.path, "LANG": "C.UTF-8",
      // A daemon of this machine is never asked.
      "WAYMARK_SOCKET_PATH": runtimeFolder.appending(path: "waymark.sock").path,
      "WAYMARK_STATE_DIR": runtimeFolder.appending(path: "state").path,
      // The contacts of the tests have fixed dates, which grow old.
      "WAYMARK_HISTORY_KEEP": "36500d",
    ]
    return environment.merging(ProgramUnderTest.surroundings) { $1 }
  }
}
