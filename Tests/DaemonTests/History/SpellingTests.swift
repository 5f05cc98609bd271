import Testing
import TestSupport

/// What people and machines write is understood in a state as it is in a report.
@Suite("Dates and consents as they are written")
struct SpellingTests {
  let daemon: TestDaemon

  init() throws {
    let folder = try TestFolder(withBook: false)
    let zone = "policies:\n  time_zone: Europe/Copenhagen"
    try folder.write(CapBook.text(per: "journey").replacing("policies:", with: zone), to: "rules/book.yaml")
    daemon = try TestDaemon(in: folder)
  }

  private func state(_ consent: String) -> String {
    CapBook.state("anna").replacing(#"{"email": true}"#, with: consent)
  }

  @Test func `the date of an opt-out is its midnight in the book's zone`() throws {
    _ = try daemon.report(
      #"{"journey": "anna", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-02"}"#
    )
    for (at, reserved) in [
      ("2026-06-02", []), ("2026-06-01T22:00:00Z", []), ("2026-06-01T22:00:01Z", ["news"]),
      ("2026-06-03", ["news"]),
    ] {
      let answer = try daemon.next(state(#"{"EMAIL": {"given": true, "at": "\#(at)"}}"#))
      #expect(answer.reserved == reserved, "\(at)")
    }
  }

  @Test func `nobody is written to who says no in any spelling`() throws {
    for consent in [
      #"{"email": true, "Email": false}"#, #"{"Email": false, "email": {"given": true, "at": "2026-06-02"}}"#,
    ] {
      #expect(try daemon.next(state(consent)).heldBack == ["news: no-consent", "tip: no-consent"])
    }
    #expect(try daemon.next(state(#"{"Email": true, "email": true}"#)).reserved == ["news"])
  }
}
