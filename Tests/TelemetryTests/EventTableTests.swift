import Telemetry
import Testing
import TestSupport

/// The table of events in the documentation.
@Suite struct EventTableTests {
  /// Two rows for an event: what it means, and what to do about it where there is something.
  private static func rows(of event: EventName) -> [String] {
    let explanation = event.explanation
    let levels = explanation.levels.map(\.rawValue).joined(separator: ", ")
    let meaning = "| `\(event.rawValue)` | \(levels) | \(explanation.meaning) |"
    return [meaning] + (explanation.remedy.map { ["| | to do | \($0) |"] } ?? [])
  }

  @Test func `the article on running the daemon has every event, in order, as the code explains it`() throws {
    let wanted = EventName.allCases.flatMap(Self.rows)
    var article = try Article(named: "Running.md")
    if Golden.isRewritten { try article.rewrite(table: "event", as: wanted) }
    #expect(article.rows(ofTable: "event") == wanted)
  }

  @Test func `each event has a name of its own, and is explained in one sentence without a full stop`() {
    #expect(Set(EventName.allCases.map(\.rawValue)).count == EventName.allCases.count)
    for event in EventName.allCases {
      #expect(event.rawValue.wholeMatch(of: /[a-z_]+\.[a-z_]+/) != nil)
      let explanation = event.explanation
      #expect(!explanation.levels.isEmpty, "\(event.rawValue)")
      for text in [explanation.meaning, explanation.remedy ?? "x"] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(event.rawValue): \(text)")
      }
      for row in Self.rows(of: event) { #expect(row.count <= 120, "\(row)") }
      // Whoever is woken has something to do.
      if explanation.levels[0] >= .warning { #expect(explanation.remedy != nil, "\(event.rawValue)") }
    }
  }
}
