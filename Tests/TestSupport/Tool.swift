package import Foundation
package import Testing

/// A program of others that tests talk to. `Tests/Scripts/tools.sh` fetches those that a machine seldom has.
package struct Tool: Sendable {
  package let name: String

  /// Where it is; nil where it is not to be had.
  package let url: URL?

  package init(_ name: String) {
    self.name = name
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map { URL(filePath: String($0)) } + [Self.fetched]
    url = folders.map { $0.appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static let fetched = Project.root.appending(path: ".build/tools/usr/bin")
}

extension Trait where Self == ConditionTrait {
  /// Skips where programs of others are missing.
  package static func needs(_ tools: Tool...) -> Self {
    let missing = tools.filter { $0.url == nil }.map(\.name).joined(separator: ", ")
    return .enabled(if: missing.isEmpty, "not on this machine: \(missing)")
  }
}
