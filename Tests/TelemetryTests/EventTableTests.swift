import Telemetry
import Testing
import TestSupport

/// The table of events in the documentation.
@Suite struct EventTableTests {
  @Test func `the article on running the daemon has every event, in order`() throws {
    let names = try Article(named: "Running.md").table("event").map { $0[0] }
    #expect(names == EventName.allCases.map(\.rawValue))
  }
}
