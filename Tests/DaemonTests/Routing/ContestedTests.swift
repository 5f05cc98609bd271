import Decisions
import History
import HistoryRecords
import Rules
import Serving
import TestSupport
import Testing
import Time

@testable import Daemon

/// What is reserved while others are faster.
@Suite struct ContestedTests {
  private let router: TestRouter
  private let journal: ContestedJournal

  init() throws {
    var made: ContestedJournal?
    let book = CapBook.text(per: "journey")
      .replacing("title: News,", with: "title: News, cooldown: 30d,")
    router = try TestRouter(
      withBook: false, rules: ["book.yaml": book],
      journal: { file in
        let journal = ContestedJournal(file)
        made = journal
        return journal
      })
    journal = try #require(made)
  }

  /// A contact with the first action of the book, as another host makes it.
  private static func news(with journey: String) -> StoredContact {
    let record = ContactRecord(
      id: 1, journey: journey, account: nil,
      stamp: ActionStamp(action: "news", kind: "mail", group: nil, isExempt: false, counts: true),
      stampNumber: -1, channel: "email", at: TestRouter.now - TimeSpan(seconds: 60),
      decision: DecisionID(high: 1, low: 1), isDelivered: true, origin: .reserved)
    return StoredContact(record, accountNumber: nil, write: WriteID(high: 1, low: 1))
  }

  @Test(arguments: DecisionServiceTests.Way.allCases.filter(\.reserves))
  func `it is decided again, on what the others have written`(_ way: DecisionServiceTests.Way) throws {
    let (anna, bo) = (CapBook.state("anna"), CapBook.state("bo"))
    journal.fates = [.overtaken([Self.news(with: "anna")])]
    let text = way.decide([anna, bo], by: router).map(\.text).joined()
    #expect(text.contains(#""reserved":["tip"]"#) && text.contains(#""reserved":["news"]"#), "\(text)")
    #expect(journal.fates.isEmpty && router.history.contactCount == 3)
    // One trace of each, though one was decided twice.
    #expect(router.matched("send-news") == 2)
    let wanted: Set<HistoryScope> = [.journey("anna"), .account("acme")]
    #expect(journal.prepared.first?.isSuperset(of: wanted) == true)
    #expect(journal.bases.allSatisfy { $0.contains(.account("acme")) })
  }

  @Test(arguments: DecisionServiceTests.Way.allCases.filter(\.reserves))
  func `after five times it is 503, and nothing is left of it`(_ way: DecisionServiceTests.Way) throws {
    journal.fates = Array(repeating: .overtaken([]), count: 5)
    let text = way.decide([CapBook.state("anna")], by: router).map(\.text).joined()
    #expect(text.contains("history-unavailable"))
    #expect(text.contains("others were faster with the same journey or account, 5 times in a row"))
    #expect(journal.fates.isEmpty && journal.bases.count == 5)
    #expect(router.history.contactCount == 0 && router.matched("send-news") == 0)
    // And then it goes on.
    #expect(way.decide([CapBook.state("anna")], by: router)[0].text.contains(#""reserved":["news"]"#))
  }

  @Test func `what is kept under a key is the answer that was recorded`() throws {
    journal.fates = [.overtaken([Self.news(with: "anna")]), .overtaken([])]
    let key = [("Idempotency-Key", "k")]
    let first = router.send("POST", "/v1/next", CapBook.state("anna"), headers: key)
    let second = router.send("POST", "/v1/next", CapBook.state("anna"), headers: key)
    #expect(router.loop.turn { first.isEnded && second.isEnded })
    #expect(first.text.contains(#""reserved":["tip"]"#), "\(first.text)")
    let later = router.post("/v1/next", CapBook.state("anna"), headers: key)
    for again in [second, later] {
      #expect(again.body == first.body && again.header("Idempotency-Replayed") == "true")
    }
    #expect(router.history.contactCount == 2)
  }

  @Test func `what another host has answered under a key meanwhile is answered here too`() throws {
    let theirs = #"{"journey":"anna","reserved":["news"]}"# + "\n"
    journal.fates = [.answered(Array(theirs.utf8))]
    let key = [("Idempotency-Key", "k")]
    let first = router.send("POST", "/v1/next", CapBook.state("anna"), headers: key)
    let second = router.send("POST", "/v1/next", CapBook.state("anna"), headers: key)
    #expect(router.loop.turn { first.isEnded && second.isEnded })
    for answer in [first, second, router.post("/v1/next", CapBook.state("anna"), headers: key)] {
      #expect(answer.status == 200 && answer.text == theirs)
      #expect(answer.header("Idempotency-Replayed") == "true")
    }
    #expect(router.history.contactCount == 0 && router.matched("send-news") == 0)
    let other = router.post("/v1/next", CapBook.state("bo"), headers: key)
    #expect(other.problem == "key-reused")
  }

  @Test func `what reserves nothing waits for what is newer, and is decided once`() throws {
    journal.fates = [.overtaken([])]
    #expect(router.post("/v1/decide", CapBook.state("anna")).status == 200)
    #expect(router.post("/v1/decide", "[\(CapBook.state("anna")),\(CapBook.state("bo"))]").status == 200)
    #expect(router.post("/v1/why?action=news", CapBook.state("cy")).status == 200)
    #expect(journal.fates.count == 1 && journal.bases.isEmpty)
    #expect(
      journal.prepared == [
        [.journey("anna"), .account("acme")],
        [.journey("anna"), .journey("bo"), .account("acme")], [.journey("cy"), .account("acme")],
      ])
  }
}

/// The same where a whole account is asked about.
@Suite struct ContestedAccountTests {
  @Test(arguments: [1, 4, 5])
  func `who is chosen in an account is chosen again, five times at most`(_ times: Int) throws {
    var made: ContestedJournal?
    let router = try TestRouter(
      withBook: false, rules: ["book.yaml": AccountBook.text(cap: 2)],
      journal: { file in
        let journal = ContestedJournal(file)
        made = journal
        return journal
      })
    let journal = try #require(made)
    let told = [AccountBook.person("a", "chief"), AccountBook.person("b", "technician")]
    #expect(router.post("/v1/events", "[\(told.joined(separator: ","))]").status == 200)
    journal.fates = Array(repeating: .overtaken([]), count: times)
    let answer = router.post("/v1/accounts/next?account=acme&take=2", "")
    #expect(journal.bases.count == min(times + 1, 5))
    for basis in journal.bases { #expect(basis == [.account("acme"), .journey("a"), .journey("b")]) }
    guard times < 5 else {
      #expect(answer.problem == "history-unavailable" && answer.text.contains("5 times in a row"))
      return #expect(router.history.contactCount == 0 && router.matched("send-news") == 0)
    }
    #expect(answer.status == 200 && answer.text.contains(#""journey":"a""#), "\(answer.text)")
    #expect(router.history.contactCount == 2 && router.matched("send-news") == 2)
  }
}
