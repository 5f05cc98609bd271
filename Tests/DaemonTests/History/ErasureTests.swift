import Foundation
import Testing
import TestSupport

@Suite("A person's rights")
struct ErasureTests {
  /// Whether a text stands in any file of the state directory.
  private func stands(_ text: String, in folder: TestFolder) throws -> Bool {
    let state = folder.at("state")
    let names = FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? []
    return try names.contains { name in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(state)/\(name)", isDirectory: &isFolder),
        !isFolder.boolValue
      else { return false }
      return try Data(contentsOf: URL(filePath: "\(state)/\(name)")).firstRange(of: Data(text.utf8)) != nil
    }
  }

  @Test func `an erased journey is in no file any more, but its opt-out holds`() throws {
    let folder = try CapBook.folder()
    try folder.write(
      """
      rules:
        watch: {alert: {severity: info, summary: "{journey} was here"}}

      """, to: "rules/alerts.yaml")
    var daemon = try TestDaemon(in: folder)
    let others = (0..<300).map { CapBook.state("other-\($0)") }.joined(separator: ",")
    _ = try daemon.decide("[\(others)]", query: "?reserve=1")
    let journey = "acme/anna-who-asked-to-be-forgotten"
    let decision = try daemon.next(CapBook.state(journey, account: "anna-s-account"), key: "a")["decision"]
    _ = try daemon.report(
      #"{"decision": "\#(decision ?? "")", "action": "news", "outcome": "unsubscribed"}"#)
    #expect(try stands(journey, in: folder))
    let answer = try daemon.ask("DELETE", "/v1/journeys?journey=\(journey)")
    #expect(answer.json["contacts"] as? Int == 1)
    // What next saw of the stage is an event.
    #expect(answer.json["events"] as? Int == 1)
    // The decision log follows in the background.
    try daemon.log.wait(for: "decision_log.erased")
    #expect(try !stands(journey, in: folder))
    #expect(try !stands("anna-s-account", in: folder))
    #expect(!daemon.log.lines(of: "journey.erased")[0].text.contains(journey))
    #expect(try daemon.contacts(of: journey).contacts.isEmpty)
    let preview = try daemon.decide(CapBook.state(journey), query: "?preview=true")
    #expect(preview.heldBack == ["news: no-consent", "tip: no-consent"])
    try daemon.stop(with: SIGKILL)

    daemon = try TestDaemon(in: folder)
    #expect(try !stands(journey, in: folder))
    #expect(try daemon.next(CapBook.state(journey)).heldBack == ["news: no-consent", "tip: no-consent"])
    #expect(try daemon.contacts(of: "other-7").contacts == ["news email delivered"])
    // Known again, by a contact on another's account, it still is who opted out.
    _ = try daemon.report(
      #"{"journey": "\#(journey)", "action": "call", "outcome": "delivered", "at": "2026-06-01T10:00:00Z"}"#)
    #expect(try daemon.next(CapBook.state(journey)).reserved == [])
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state(journey)).heldBack == ["news: no-consent", "tip: no-consent"])
  }

  @Test func `an old copy of the decision log does not bring back who was erased since`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    let journey = "acme/anna-who-asked-to-be-forgotten"
    for name in [journey, "bo-who-stays"] { _ = try daemon.next(CapBook.state(name)) }
    _ = try daemon.decide(CapBook.state(journey))
    try daemon.stop()
    let (log, copy) = (folder.at("state/decisions"), folder.at("copy"))
    try FileManager.default.copyItem(atPath: log, toPath: copy)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=\(journey)").status == 200)
    try daemon.log.wait(for: "decision_log.erased")
    try daemon.stop()
    #expect(try !stands(journey, in: folder))

    try FileManager.default.removeItem(atPath: log)
    try FileManager.default.copyItem(atPath: copy, toPath: log)
    #expect(try stands(journey, in: folder))
    daemon = try TestDaemon(in: folder)
    let told = try daemon.log.wait(for: "decision_log.erased")
    #expect(told["message"]?.hasPrefix("2 lines of the decision log were erased for 1 journeys") == true)
    #expect(try !stands(journey, in: folder))
    #expect(try stands("bo-who-stays", in: folder))
    // Who comes back is somebody new, whose lines stay.
    _ = try daemon.decide(CapBook.state(journey))
    try daemon.stop()
    daemon = try TestDaemon(in: folder)
    _ = try daemon.decide(CapBook.state("cy"))
    try daemon.stop()
    #expect(try stands(journey, in: folder))
    #expect(daemon.log.lines(of: "decision_log.erased").isEmpty)
  }

  @Test func `a key whose journey was erased is refused for good, also after a restart`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    let state = CapBook.state("anna")
    #expect(try daemon.next(state, key: "k").reserved == ["news"])
    #expect(try daemon.next(CapBook.state("bo"), key: "other").reserved == ["news"])
    _ = try daemon.ask("DELETE", "/v1/journeys?journey=anna")
    for isRestarted in [false, true] {
      if isRestarted {
        try daemon.stop()
        daemon = try TestDaemon(in: folder)
      }
      let again = try daemon.next(state, key: "k")
      #expect(again.status == 409 && again.problem == "journey-erased")
      #expect(try daemon.next(CapBook.state("bo"), key: "other").header("Idempotency-Replayed") == "true")
    }
    #expect(try daemon.contacts(of: "anna").contacts.isEmpty)
  }

  @Test func `what is reported of a decision of before does not bring an erased journey back`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    let decision = try #require(try daemon.next(CapBook.state("anna"))["decision"])
    let other = try #require(try daemon.next(CapBook.state("bo"))["decision"])
    func report(_ decision: String, _ journey: String, _ outcome: String) throws -> Answer {
      try daemon.report(
        #"{"decision": "\#(decision)", "journey": "\#(journey)", "#
          + #""action": "news", "channel": "email", "outcome": "\#(outcome)"}"#)
    }
    _ = try daemon.ask("DELETE", "/v1/journeys?journey=anna")
    for isRestarted in [false, true] {
      if isRestarted {
        try daemon.stop(with: SIGKILL)
        daemon = try TestDaemon(in: folder)
      }
      let answer = try report(decision, "anna", "clicked")
      #expect(
        answer.json["recorded"] as? Int == 0 && answer.text.contains("was erased since"), "\(answer.text)")
      #expect(try daemon.contacts(of: "anna").contacts.isEmpty)
      #expect(try daemon.ask("GET", "/v1/journeys?journey=anna").text.contains(#""contacts":[]"#))
    }
    #expect(try report(other, "bo", "clicked").json["recorded"] as? Int == 1)
    // Of a decision after it there is something to report, and an opt-out is never lost.
    let later = try #require(try daemon.next(CapBook.state("anna"))["decision"])
    #expect(try report(later, "anna", "opened").json["recorded"] as? Int == 1)
    _ = try daemon.ask("DELETE", "/v1/journeys?journey=anna")
    #expect(try report(later, "anna", "unsubscribed").json["recorded"] as? Int == 1)
    #expect(try daemon.next(CapBook.state("anna")).reserved == [])
  }

  @Test(.enabled("needs root, setpriv and curl") { OtherUser.canBe })
  func `who may only decide erases nothing, copies nothing and sees no other's contacts`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder(), ["SOCKET_MODE": "0666"])
    let state = CapBook.state("anna")
    #expect(try OtherUser.ask(daemon, "POST", "/v1/next", state).status == 200)
    for (method, target) in [
      ("DELETE", "/v1/journeys?journey=anna"), ("GET", "/v1/backup"), ("GET", "/v1/contacts"),
      ("GET", "/v1/alerts"),
    ] {
      let answer = try OtherUser.ask(daemon, method, target)
      #expect(
        answer.status == 403 && answer.text.contains("urn:waymark:problem:forbidden"), "\(method) \(target)")
      #expect(!answer.text.contains("\"action\""))
    }
    #expect(try daemon.contacts(of: "anna").contacts.count == 1)
  }

  @Test func `channels that are closed are named, also where the journey was erased, until a later yes`()
    throws
  {
    let daemon = try TestDaemon(in: try CapBook.folder())
    func closed(_ path: String = "/v1/journeys") throws -> [String] {
      let list = try daemon.get("\(path)?journey=anna").json["closed"] as? [[String: String]]
      return try #require(list).map { "\($0["channel"] ?? "") \($0["at"] ?? "")" }
    }
    #expect(try closed() == [])
    _ = try daemon.report(
      #"{"journey": "anna", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    #expect(try closed() == ["email 2026-06-01T10:00:00Z"])
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=anna").status == 200)
    for path in ["/v1/journeys", "/v1/contacts"] {
      #expect(try closed(path) == ["email 2026-06-01T10:00:00Z"])
    }
    let yes = #"{"journey": "anna", "at": "2026-07-01T10:00:00Z", "consent": {"email": true}}"#
    #expect(try daemon.ask("POST", "/v1/events", yes, type: "application/json").status == 200)
    #expect(try closed() == [])
  }

  @Test func `erasing needs a journey`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.ask("DELETE", "/v1/journeys").problem == "bad-query")
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=").problem == "bad-query")
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=nobody").json["contacts"] as? Int == 0)
    #expect(try daemon.get("/v1/contacts").problem == "bad-query")
    // Whether a space or a plus is meant nobody knows: somebody else would be erased, or nobody.
    _ = try daemon.next(CapBook.state("anna+news@acme.example"))
    for (method, target) in [("DELETE", "/v1/journeys"), ("GET", "/v1/journeys"), ("GET", "/v1/contacts")] {
      let answer = try daemon.ask(method, "\(target)?journey=anna+news@acme.example")
      #expect(answer.problem == "bad-query" && answer.text.contains("write '%2B' or '%20'"), "\(answer.text)")
    }
    #expect(try daemon.ask("POST", "/v1/accounts/next?account=a+b", "").problem == "bad-query")
    let erased = try daemon.ask("DELETE", "/v1/journeys?journey=anna%2Bnews@acme.example")
    #expect(erased.json["contacts"] as? Int == 1)
    #expect(try daemon.ask("POST", "/v1/journeys?journey=anna", "{}", type: "application/json").status == 405)
  }

  @Test func `a copy is a whole history, made while it is written`() throws {
    let folder = try CapBook.folder()
    let daemon = try TestDaemon(in: folder)
    _ = try daemon.next(CapBook.state("anna"))
    let copy = try daemon.get("/v1/backup")
    #expect(copy.status == 200)
    let other = try CapBook.folder()
    try FileManager.default.createDirectory(atPath: other.at("state"), withIntermediateDirectories: true)
    try Data(copy.body).write(to: URL(filePath: other.at("state/waymark.sqlite")))
    let restored = try TestDaemon(in: other)
    #expect(try restored.contacts(of: "anna").text == (try daemon.contacts(of: "anna").text))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.at("state"))
    #expect(!left.contains { $0.hasPrefix("backup") })
  }
}
