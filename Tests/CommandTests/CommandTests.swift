import Foundation
import Rules
import Testing
import TestSupport

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
    if Golden.isRewritten {
      try Data(found.utf8).write(to: file)
    } else {
      if found != kept { Issue.record("\(name) differs:\n\(Self.difference(of: found, from: kept))") }
    }
  }

  /// The lines that are new, and those that are gone.
  private static func difference(of found: String, from kept: String) -> String {
    func lines(_ text: String) -> [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    return lines(found).difference(from: lines(kept)).map { change in
      switch change {
      case .insert(let offset, let line, _): "line \(offset + 1) is    \(line)"
      case .remove(let offset, let line, _): "line \(offset + 1) is not \(line)"
      }
    }.joined(separator: "\n")
  }

  @Test(arguments: FindingKind.allCases) func `each kind of finding has a case`(kind: FindingKind) {
    #expect(Self.names.contains("finding-\(kind.rawValue).txt"))
  }

  @Test func `there are cases`() {
    #expect(Self.names.count >= 20)
  }
}
