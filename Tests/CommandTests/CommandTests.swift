import Foundation
import Testing

/// Each file of Cases/ is a test; `WAYMARK_REWRITE_GOLDENS=1` writes what comes out into them.
@Suite struct CommandTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test(arguments: names) func `a command does what its case says`(name: String) throws {
    let file = Self.folder.appending(path: name)
    let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let found = try CommandCase(kept).run()
    if ProcessInfo.processInfo.environment["WAYMARK_REWRITE_GOLDENS"] == "1" {
      try Data(found.utf8).write(to: file)
    } else {
      #expect(found == kept, "\(name) differs")
    }
  }

  @Test func `there are cases`() {
    #expect(Self.names.count >= 20)
  }
}
