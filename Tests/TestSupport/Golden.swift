package import Foundation
package import Testing

/// Text that is kept in a file beside the tests, and written anew where `WAYMARK_REWRITE_GOLDENS=1` is set.
package enum Golden {
  package static let isRewritten = ProcessInfo.processInfo.environment["WAYMARK_REWRITE_GOLDENS"] == "1"

  /// - Parameter name: of a fixture of the test's target.
  package static func check(
    _ text: String, against name: String, besides testFile: String = #filePath,
    at location: SourceLocation = #_sourceLocation
  ) {
    check(text, against: Fixtures.file(name, besides: testFile), at: location)
  }

  package static func check(
    _ text: String, against file: URL, at location: SourceLocation = #_sourceLocation
  ) {
    if isRewritten {
      #expect(throws: Never.self, sourceLocation: location) { try Data(text.utf8).write(to: file) }
    }
    let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    #expect(kept == text, "\(file.lastPathComponent) differs", sourceLocation: location)
  }
}
