import Foundation

/// The executable that was built beside the tests.
enum WaymarkBinary {
  static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  static let url = folder.appending(path: "waymark")

  /// The environment of commands under test: nothing of the caller's but where its programs are, and what
  /// `WAYMARK_TEST_ENVIRONMENT` says in lines: another day, zone, locale or terminal.
  static func environment(runtimeFolder: URL) -> [String: String] {
    let callers = ProcessInfo.processInfo.environment
    let path = callers["PATH"] ?? "/usr/bin:/bin"
    var environment = [
      "PATH": "\(folder.path):\(path)", "HOME": runtimeFolder.path, "XDG_RUNTIME_DIR": runtimeFolder.path,
      "LANG": "C.UTF-8", "WAYMARK_STATE_DIR": runtimeFolder.appending(path: "state").path,
      // The contacts of the tests have fixed dates, which grow old.
      "WAYMARK_HISTORY_KEEP": "36500d",
    ]
    for line in (callers["WAYMARK_TEST_ENVIRONMENT"] ?? "").split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      environment[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    return environment
  }
}

/// A new folder, removed with everything in it when nobody holds it any more.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    // Short, since the path of a socket has little room.
    url = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
