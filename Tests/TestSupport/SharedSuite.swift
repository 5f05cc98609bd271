package import Foundation
package import Testing

/// A suite of cases, or real data, that lies beside the project and is no part of it.
///
/// A project may stand alone: the tests of a suite are then skipped, and say so. Where the folder of all of them is
/// there, `make test` takes a skip of one for a failure.
package struct SharedSuite: Sendable {
  /// The folder or file.
  package let url: URL
  /// From the folder of all suites.
  fileprivate let path: String

  /// `WAYMARK_SHARED` names another folder than the usual `../shared`.
  private static let folder =
    ProcessInfo.processInfo.environment["WAYMARK_SHARED"].map { URL(filePath: $0, relativeTo: Project.root) }
    ?? Project.root.appending(path: "../shared")

  private init(_ path: String) {
    self.path = path
    url = Self.folder.appending(path: path).standardizedFileURL
  }

  /// A folder of yaml-test-suite for each case.
  package static let yaml = SharedSuite("suites/yaml")
  /// The files of Nicolas Seriot's JSONTestSuite.
  package static let json = SharedSuite("suites/json")
  /// The cases of cel-spec that need no protobuf messages, one a line.
  package static let cel = SharedSuite("suites/cel/cases.jsonl")
  /// The request cases of gunicorn and llhttp, one a line.
  package static let http = SharedSuite("suites/http/cases.jsonl")
  /// A script that prints journey states made from real data.
  package static let realStates = SharedSuite("data/states.py")

  package var isPresent: Bool { FileManager.default.fileExists(atPath: url.path) }

  /// The names in the folder, in order; none where it is absent.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where a suite is not beside the project. `Tests/Scripts/summary.awk` knows the reason by its first words.
  package static func needs(_ suite: SharedSuite) -> Self {
    .enabled(if: suite.isPresent, "not beside the project: \(suite.path)")
  }
}
