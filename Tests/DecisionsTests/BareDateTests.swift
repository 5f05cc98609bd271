import JSON
import Testing
import Time

@testable import Decisions

@Suite("A bare date in a state")
struct BareDateTests {
  private static func scenario(_ zone: String) throws -> Scenario {
    try Scenario(
      "policies: {time_zone: \(zone)}\nactions: {a: {kind: k, channels: [email]}, c: {kind: k}}\nrules: {r: {recommend: a}}"
    )
  }

  @Test(arguments: [
    ("UTC", "2026-09-30", "2026-09-30T00:00:00Z"),
    ("Europe/Copenhagen", "2026-09-30", "2026-09-29T22:00:00Z"),
    ("Europe/Copenhagen", "2026-01-01", "2025-12-31T23:00:00Z"),
    ("Pacific/Auckland", "2028-02-29", "2028-02-28T11:00:00Z"),
    // Clocks in Havana go from 00:00 to 01:00, and back from 01:00 to 00:00.
    ("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"),
    ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),
    // This day was left out in Samoa.
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
  ])
  func `is midnight in the book's zone: the first instant after a gap, the first of two`(
    zone: String, date: String, instant: String
  ) throws {
    let scenario = try Self.scenario(zone)
    #expect(try scenario.read(#""now": "\#(date)""#).now?.description == instant)
  }

  @Test
  func `is taken wherever an instant is`() throws {
    let scenario = try Self.scenario("Europe/Copenhagen")
    let state = try scenario.read(
      """
      {"journey": "j", "now": "2026-09-30", "stage_entered": "2026-09-29", "account": {"since": "2026-09-28"},
       "touchpoints": [{"type": "fair", "at": "2026-09-27"}], "contacts": [{"action": "a", "at": "2026-09-26"}],
       "consent": {"email": {"given": true, "at": "2026-09-25"}}}
      """)
    let attributes = state.attributes.compactMap {
      if case .instant(let instant) = $0 { instant } else { nil }
    }
    let instants = [
      state.now, state.stageEntered, attributes.first, state.touchpoints.first?.at, state.contacts.first?.at,
      state.contacts.first?.results.first?.at, state.consent.values.first?.at,
    ]
    let days = [29, 28, 27, 26, 25, 25, 24]
    #expect(instants.map { $0?.description ?? "" } == days.map { "2026-09-\($0)T22:00:00Z" })
  }

  @Test(arguments: [
    "2026-02-29", "2026-9-30", "2026-09-30T10:00", "20260930", "30.09.2026", "2026-09-30 ", "2026-09", "",
  ])
  func `that there is not, or that is more than a date, is refused; the message names both forms`(
    text: String
  ) throws {
    let scenario = try Self.scenario("UTC")
    let refusal = #expect(throws: StateRefusal.self) {
      _ = try scenario.read(#""stage_entered": "\#(text)""#)
    }
    #expect(
      refusal?.problems.first?.detail
        == "expected an instant such as '2026-09-23T10:00:00Z' or a date such as '2026-09-23', found the string '\(text)'"
    )
  }

  @Test
  func `is refused where its midnight is in no year that can be written`() throws {
    #expect(throws: StateRefusal.self) {
      _ = try Self.scenario("Europe/Copenhagen").read(#""stage_entered": "0000-01-01""#)
    }
    #expect(throws: Never.self) {
      _ = try Self.scenario("UTC").read(#""stage_entered": "9999-12-31""#)
    }
  }
}
