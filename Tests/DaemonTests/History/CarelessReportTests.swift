import Foundation
import Testing
import TestSupport

/// Reports as careless senders give them: late, twice, in another order, in capitals, of another channel.
@Suite("Careless reports")
struct CarelessReportTests {
  let daemon: TestDaemon

  init() throws {
    let folder = try TestFolder(withBook: false)
    try folder.write(
      """
      channels: {email: {consent: none}, phone: {consent: none}}
      actions:
        mail: {kind: offer, channels: [email], cooldown: 7d}
        call: {kind: offer, channels: [phone]}
      rules: {r: {recommend: [mail, {action: call, score: 10}]}}
      policies: {caps: {two: {channel: email, at_most: 2, within: 7d}}}

      """, to: "rules/book.yaml")
    daemon = try TestDaemon(in: folder)
  }

  private static let anna = #"{"journey": "anna"}"#

  private func heldBack() throws -> [String] {
    try daemon.ask("POST", "/v1/decide", Self.anna, type: "application/json").heldBack
  }

  private func at(hoursAgo hours: Double) throws -> String {
    Date(timeInterval: -3_600 * hours, since: try ProgramUnderTest.now()).ISO8601Format()
  }

  private func report(
    _ outcome: String, _ at: String, journey: String = "anna", channel: String = "email",
    decision: String? = nil
  ) throws -> Answer {
    let decision = decision.map { #", "decision": "\#($0)""# } ?? ""
    return try daemon.report(
      #"{"journey": "\#(journey)", "action": "mail", "channel": "\#(channel)", "outcome": "\#(outcome)", "at": "\#(at)"\#(decision)}"#
    )
  }

  @Test func `in whatever order they come, one message is one contact`() throws {
    let (sent, opened) = try (at(hoursAgo: 6), at(hoursAgo: 3))
    _ = try report("delivered", sent, journey: "in-order")
    _ = try report("opened", opened, journey: "in-order")
    _ = try report("opened", opened, journey: "reversed")
    _ = try report("delivered", sent, journey: "reversed")
    for journey in ["in-order", "reversed"] {
      #expect(try daemon.contacts(of: journey).contacts == ["mail email delivered,opened"])
    }
  }

  @Test func `a second try counts, though the first one failed`() throws {
    let decision = try #require(try daemon.next(Self.anna)["decision"])
    _ = try daemon.report(#"{"decision": "\#(decision)", "action": "mail", "outcome": "not_sent"}"#)
    #expect(try heldBack() == [])
    _ = try report("delivered", try at(hoursAgo: -0.01))
    #expect(
      try daemon.contacts(of: "anna").contacts == ["mail email delivered,not_sent", "mail email delivered"])
    #expect(try heldBack() == ["mail: cooldown"])
  }

  @Test func `whoever sends after all what was given back is told that it counts for nothing`() throws {
    let decision = try #require(try daemon.next(Self.anna)["decision"])
    func body(_ outcome: String) -> String {
      #"{"decision": "\#(decision)", "action": "mail", "outcome": "\#(outcome)"}"#
    }
    #expect(try daemon.report(body("not_sent")).text.contains("\"warnings\":[]"))
    let answer = try daemon.report(body("delivered"))
    #expect(answer.json["recorded"] as? Int == 1)
    #expect(answer.text.contains("was given back before, as not sent"), "\(answer.text)")
    #expect(try heldBack() == [])
    // An opt-out holds all the same.
    #expect(try daemon.report(body("unsubscribed")).text.contains("\"warnings\":[]"))
    #expect(try heldBack() == ["mail: no-consent"])
  }

  @Test(arguments: ["unsubscribed", "complained"])
  func `an opt-out that names another channel than the one reserved closes both, and says so`(outcome: String)
    throws
  {
    let decision = try #require(try daemon.next(Self.anna)["decision"])
    let answer = try report(outcome, try at(hoursAgo: 0), channel: "phone", decision: decision)
    #expect(answer.json["recorded"] as? Int == 1)
    #expect(answer.text.contains("went by another channel than 'phone'; both are closed"), "\(answer.text)")
    #expect(try daemon.next(Self.anna).heldBack == ["mail: cooldown", "call: no-consent"])
    #expect(
      try daemon.next(#"{"journey": "anna", "consent": {"phone": true}}"#).heldBack
        == ["mail: cooldown", "call: no-consent"])
  }

  @Test func `a bounce closes the channel that it names alone`() throws {
    let decision = try #require(try daemon.next(Self.anna)["decision"])
    let answer = try report("bounced", try at(hoursAgo: 0), channel: "phone", decision: decision)
    #expect(answer.text.contains("\"warnings\":[]"))
    #expect(try daemon.next(Self.anna).heldBack == ["mail: cooldown", "call: bounced"])
  }

  @Test func `capitals make no difference`() throws {
    let answer = try daemon.report(
      #"{"journey": "anna", "action": "MAIL", "channel": "Email", "outcome": "Unsubscribed", "at": "\#(try at(hoursAgo: 1))"}"#
    )
    #expect(answer.text == "{\"recorded\":1,\"repeated\":0,\"warnings\":[]}\n")
    #expect(try daemon.contacts(of: "anna").contacts == ["mail email unsubscribed"])
    _ = try daemon.report(
      #"{"journey": "anna", "action": "Gone", "channel": "email", "outcome": "delivered", "at": "\#(try at(hoursAgo: 1))"}"#
    )
    let again = try daemon.report(
      #"{"journey": "anna", "action": "GONE", "channel": "email", "outcome": "delivered", "at": "\#(try at(hoursAgo: 1))"}"#
    )
    #expect(try daemon.contacts(of: "anna").contacts.contains("gone email delivered"), "\(again.text)")
    #expect(try daemon.contacts(of: "anna").contacts.count == 2)
  }

  @Test func `what nobody reserved cannot be given back`() throws {
    let answer = try report("not_sent", try at(hoursAgo: 1))
    #expect(answer.json["recorded"] as? Int == 0)
    #expect(answer.text.contains("nothing is given back"))
    #expect(try daemon.contacts(of: "anna").contacts == [])
  }

  @Test func `not sent without a decision gives back the latest of which nothing is known`() throws {
    #expect(try daemon.next(Self.anna).reserved == ["mail"])
    let answer = try report("not_sent", try at(hoursAgo: -0.01))
    #expect(answer.json["recorded"] as? Int == 1)
    #expect(try daemon.next(Self.anna).reserved == ["mail"])
  }

  @Test func `contacts of words that the book has no more are taken, opt-outs above all`() throws {
    let line =
      #"{"journey": "anna", "action": "old", "kind": "gone", "caps": {"counts": true}, "channel": "fax", "at": "2025-06-01T10:00:00Z", "outcomes": [{"outcome": "unsubscribed", "at": "2025-06-02T10:00:00Z"}]}"#
    let answer = try daemon.lines("/v1/contacts", line)
    #expect(answer.lines.first?["recorded"] as? Int == 1, "\(answer.text)")
    #expect(answer.text.contains("unknown channel 'fax'; it is kept"))
    // What no export says is a slip.
    let slip = try daemon.lines(
      "/v1/contacts", line.replacing(#""caps": {"counts": true}, "#, with: "").replacing("fax", with: "fone"))
    #expect(slip.text.contains("unknown channel 'fone'"))
    #expect(slip.lines.first?["error"] != nil)
    let client = try daemon.connect()
    try client.send(
      "GET /v1/contacts?journey=anna HTTP/1.1\r\nHost: w\r\nAccept: application/x-ndjson\r\n\r\n")
    let shown = try client.answer().text
    #expect(try daemon.lines("/v1/contacts", shown).lines.first?["repeated"] as? Int == 1, "\(shown)")
  }

  @Test func `an export is what it was once it is taken elsewhere`() throws {
    let decision = try #require(try daemon.next(Self.anna)["decision"])
    _ = try report("opened", try at(hoursAgo: -0.01), decision: decision)
    _ = try report("delivered", try at(hoursAgo: 30))
    _ = try report("clicked", try at(hoursAgo: 29))
    func export(_ daemon: TestDaemon) throws -> String {
      let client = try daemon.connect()
      try client.send("GET /v1/contacts HTTP/1.1\r\nHost: w\r\nAccept: application/x-ndjson\r\n\r\n")
      return try client.answer().text
    }
    let exported = try export(daemon)
    #expect(exported.contains("\"reserved\":true"))
    let other = try TestDaemon(in: try CapBook.folder())
    _ = try other.lines("/v1/contacts", exported)
    #expect(try export(other) == exported)
  }

  @Test(arguments: ["journey", "account"])
  func `an id that is too long is refused where it comes`(key: String) throws {
    let long = String(repeating: "ø", count: 257)
    let report =
      #"{"journey": "anna", "\#(key)": "\#(long)", "action": "mail", "channel": "email", "outcome": "opened", "at": "2026-06-01T10:00:00Z"}"#
    let body = key == "journey" ? report.replacing(#""journey": "anna", "#, with: "") : report
    let answer = try daemon.report(body)
    #expect(answer.status == 422)
    #expect(answer.mistakes == ["/\(key): the id is 514 bytes long; at most 512 are taken"])
  }
}
