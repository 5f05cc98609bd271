import Foundation
import Testing
import TestSupport

@Suite("Deciding for an account") struct AccountTests {
  private static func daemon(cap: Int? = nil, _ more: String = "") throws -> TestDaemon {
    let daemon = try TestDaemon(in: try AccountBook.folder(cap: cap, more))
    try daemon.tellAll(
      AccountBook.person("tom", "technician"), AccountBook.person("ann", "chief"),
      AccountBook.person("kim", "assistant"))
    return daemon
  }

  @Test func `the best comes first, each gets one thing, and one thing of it is reserved`() throws {
    let daemon = try Self.daemon()
    let answer = try daemon.account("next", take: 9)
    #expect(answer.status == 200)
    #expect(answer.recommended == ["ann: proposal", "tom: news", "kim: news"])
    for (journey, contact) in [("ann", "proposal"), ("tom", "news"), ("kim", "news")] {
      #expect(try daemon.contacts(of: journey).contacts == ["\(contact) email delivered"])
    }
    let items = answer.json["recommendations"] as? [[String: Any]] ?? []
    #expect(Set(items.compactMap { $0["decision"] as? String }).count == 3)
    #expect(items.first?["because"] as? String == "chief decides")
    #expect(items.first?["priority"] as? Int == 80 && items.first?["rank"] == nil)
    #expect(try daemon.account("decide").recommended == ["ann: proposal"])
    #expect(try daemon.stop() == 0)
    let log = LoggedDecisions(daemon.folder)
    #expect(try log.lines.count == 4, "each decision that was answered, and no other")
    #expect(try log.findings([daemon.log]).isEmpty)
  }

  @Test func `a cap on the account counts what was chosen before, and what is held back says so`() throws {
    let daemon = try Self.daemon(cap: 2)
    let foreseen = try daemon.account("decide", take: 3)
    #expect(foreseen.recommended == ["ann: proposal", "tom: news"])
    #expect(foreseen.heldBackInAccount == ["kim: news channel-capped"])
    #expect(try daemon.contacts(of: "ann").contacts.isEmpty, "deciding leaves no trace")
    let answer = try daemon.account("next", take: 3)
    #expect(answer.withoutIDs == foreseen.withoutIDs)
    let later = try daemon.account("next", take: 3)
    #expect(later.recommended.isEmpty && later["next_possible"] != nil)
    #expect(
      later.heldBackInAccount == [
        "ann: proposal channel-capped", "tom: news channel-capped", "ann: news channel-capped",
        "kim: news channel-capped",
      ])
    #expect(try daemon.contacts(of: "kim").contacts.isEmpty)
  }

  @Test func `of equals the order of the book's personas decides, none last, then the journey`() throws {
    let daemon = try TestDaemon(in: try AccountBook.folder())
    try daemon.tellAll(
      AccountBook.person("a"), AccountBook.person("b"), AccountBook.person("c", "assistant"),
      AccountBook.person("e", "technician"), AccountBook.person("d", "technician"))
    let answer = try daemon.account("decide", take: 5)
    #expect(answer.recommended == ["d", "e", "c", "a", "b"].map { "\($0): news" })
  }

  @Test func `fallback actions come after all that matches`() throws {
    let daemon = try Self.daemon("  fallback: [greeting]\n")
    try daemon.tellAll(AccountBook.person("aaa", "technician", stage: nil))
    let answer = try daemon.account("next", take: 9)
    #expect(answer.recommended == ["ann: proposal", "tom: news", "kim: news", "aaa: greeting"])
    let last = (answer.json["recommendations"] as? [[String: Any]])?.last
    #expect(last?["fallback"] as? Bool == true && last?["priority"] == nil)
  }

  @Test func `whoever leaves is asked no more, and whoever comes back is`() throws {
    let daemon = try Self.daemon()
    #expect(try daemon.account("decide").members == ["ann", "kim", "tom"])
    try daemon.tellAll(#"{"journey": "ann", "at": "2026-09-02T10:00:00Z", "exit": "lost"}"#)
    let without = try daemon.account("decide", take: 9)
    #expect(without.members == ["kim", "tom"] && without.recommended == ["tom: news", "kim: news"])
    try daemon.tellAll(
      #"{"journey": "tom", "at": "2026-09-03T10:00:00Z", "account": "other"}"#,
      #"{"journey": "ann", "at": "2026-09-03T10:00:00Z", "stage": "awareness"}"#)
    #expect(try daemon.account("decide").members == ["ann", "kim"])
    let before = try daemon.account("decide", body: #"{"now": "2026-09-02T12:00:00Z"}"#)
    #expect(before.members == ["kim", "tom"])
  }

  @Test func `who opted out is not chosen`() throws {
    let daemon = try Self.daemon()
    try daemon.tellAll(#"{"journey": "ann", "consent": {"email": false}}"#)
    let answer = try daemon.account("next")
    #expect(answer.recommended == ["tom: news"])
  }

  @Test func `an empty seat is seen by rules`() throws {
    let folder = try AccountBook.folder()
    try folder.write(
      """
      rules:
        find-a-user:
          when: {persona: chief, buying_group: {role: user, at_most: 0}}
          recommend: {action: greeting, score: 90}

      """, to: "rules/seats.yaml")
    let daemon = try TestDaemon(in: folder)
    try daemon.tellAll(AccountBook.person("ann", "chief"))
    #expect(try daemon.account("decide").recommended == ["ann: greeting"])
    try daemon.tellAll(AccountBook.person("tom", "technician"))
    #expect(try daemon.account("decide").recommended == ["ann: proposal"])
  }

  @Test func `coverage and members say who is there, who is missing and who went quiet`() throws {
    let daemon = try Self.daemon()
    try daemon.tellAll(
      #"{"journey": "tom", "at": "2026-09-20T10:00:00Z", "touchpoint": "webinar"}"#,
      #"{"journey": "ann", "at": "2026-07-20T10:00:00Z", "touchpoint": "webinar"}"#,
      #"{"journey": "kim", "at": "2026-09-20T10:00:00Z", "exit": "lost"}"#)
    let answer = try daemon.account("decide", body: #"{"now": "2026-09-23T10:00:00Z"}"#)
    let start = try #require(answer.text.firstRange(of: #","recommendations""#)).lowerBound
    #expect(
      String(answer.text[..<start]) == """
        {"account":"acme","coverage":{"roles":[\
        {"role":"user","required":2,"filled":1,"engaged":1,"missing":1},\
        {"role":"decider","required":1,"filled":1,"engaged":0,"missing":0}],\
        "completeness":0.6666666666666666,"engaged_completeness":0.3333333333333333},\
        "members":[\
        {"journey":"ann","persona":"chief","role":"decider","stage":"decision","engaged":false,\
        "last_heard":"2026-07-20T10:00:00Z"},\
        {"journey":"tom","persona":"technician","role":"user","stage":"decision","engaged":true,\
        "last_heard":"2026-09-20T10:00:00Z"}]
        """)
    _ = try daemon.account("next")
    let roles = (try daemon.account("decide").json["coverage"] as? [String: Any])?["roles"]
    #expect((roles as? [[String: Any]])?.last?["last_contact"] is String, "what was reserved for ann")
  }

  @Test func `an account that nobody belongs to is answered with empty seats, and told of`() throws {
    let daemon = try Self.daemon()
    let answer = try daemon.account("next", "nobodys")
    #expect(answer.status == 200 && answer.recommended.isEmpty && answer.members.isEmpty)
    #expect((answer.json["coverage"] as? [String: Any])?["completeness"] as? Double == 0)
    #expect(answer.text.contains("nobody is known to belong to the account 'nobodys'"))
  }

  @Test func `two hundred are weighed against each other, and more are refused`() throws {
    let daemon = try TestDaemon(in: try AccountBook.folder(cap: 3))
    for hundred in 0..<2 {
      let people = (0..<100).map { AccountBook.person("j\(hundred * 100 + $0)", "technician") }
      let lines = people.joined(separator: "\n") + "\n"
      #expect(try daemon.lines("/v1/events", lines).status == 200)
    }
    let answer = try daemon.account("next", take: 100)
    #expect(answer.recommended == ["j0: news", "j1: news", "j10: news"] && answer.members.count == 200)
    #expect(answer.heldBackInAccount.count == 10)
    try daemon.tellAll(AccountBook.person("another"))
    for call in ["next", "decide"] {
      let refused = try daemon.account(call)
      #expect(refused.status == 422 && refused.problem == "too-many-members")
    }
    try daemon.tellAll(#"{"journey": "another", "exit": "lost"}"#)
    #expect(try daemon.account("decide").status == 200)
  }
}
