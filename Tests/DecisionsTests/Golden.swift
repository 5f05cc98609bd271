import Foundation
import Testing

/// Text that is kept in a file beside the tests, and written anew where `WAYMARK_REWRITE_GOLDENS=1` is set.
enum Golden {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// The text of a fixture; empty where there is none.
  static func text(_ name: String) -> String {
    (try? Data(contentsOf: fixtures.appending(path: name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  static func check(_ text: String, against name: String, at location: SourceLocation = #_sourceLocation) {
    let file = fixtures.appending(path: name)
    if ProcessInfo.processInfo.environment["WAYMARK_REWRITE_GOLDENS"] == "1" {
      #expect(throws: Never.self, sourceLocation: location) { try Data(text.utf8).write(to: file) }
    }
    let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    #expect(kept == text, "\(name) differs", sourceLocation: location)
  }
}
