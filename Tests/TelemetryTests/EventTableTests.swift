import Foundation
import Telemetry
import Testing

/// The table of events in the documentation.
@Suite struct EventTableTests {
  private static let article = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/waymark/Documentation.docc/Running.md")

  @Test func `the article on running the daemon has every event, in order`() throws {
    let lines = String(decoding: try Data(contentsOf: Self.article), as: UTF8.self).split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("| event |") })
    let rows = lines[start...].dropFirst(2).prefix { $0.hasPrefix("|") }
    let names = rows.compactMap { $0.firstMatch(of: /^\| `([a-z.]+)` \|/).map { String($0.output.1) } }
    #expect(names == EventName.allCases.map(\.rawValue))
  }
}
