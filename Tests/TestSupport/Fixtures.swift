package import Foundation
package import Testing

/// The files in the folder `Fixtures` of a test target.
package enum Fixtures {
  /// - Parameter testFile: a file of the target, directly in its folder.
  package static func folder(besides testFile: String = #filePath) -> URL {
    URL(filePath: testFile).deletingLastPathComponent().appending(path: "Fixtures")
  }

  package static func file(_ name: String, besides testFile: String = #filePath) -> URL {
    folder(besides: testFile).appending(path: name)
  }

  /// The text of a fixture; empty, and an issue, where there is none.
  package static func text(
    _ name: String, besides testFile: String = #filePath, at location: SourceLocation = #_sourceLocation
  ) -> String {
    guard let data = try? Data(contentsOf: file(name, besides: testFile)) else {
      Issue.record("there is no fixture \(name)", sourceLocation: location)
      return ""
    }
    return String(decoding: data, as: UTF8.self)
  }
}
