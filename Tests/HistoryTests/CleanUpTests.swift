import Decisions
import Foundation
import GRDB
import HistoryRecords
import Rules
import Testing
import Time

@testable import History

struct CleanUpTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private func record(_ report: OutcomeReport, at seconds: Int64) {
    let fault = test.submit { _ = $0.record(report, now: .s(seconds), sameContactWithin: .hour) }
    #expect(fault == nil)
  }

  private func cleanUp(before seconds: Int64, answersBefore: Int64 = 0) {
    while !test.history.cleanUp(contactsBefore: .s(seconds), answersBefore: .s(answersBefore)) {}
    // What it asked for is written before this is, and what that asks for before the next.
    test.submit { _ in }
    test.submit { _ in }
  }

  private func counts() throws -> [String: Int] {
    let queue = try DatabaseQueue(path: test.path)
    return try queue.read { database in
      var counts: [String: Int] = [:]
      for table in ["contact", "outcome", "withdrawal", "answer"] {
        counts[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
      }
      return counts
    }
  }

  @Test func `contacts go when nothing has happened for long, opt-outs stay`() throws {
    for number in 0..<1_200 {
      record(.of(.delivered, journey: "j\(number)", account: "acme"), at: Int64(number))
    }
    record(.of(.opened, journey: "j5"), at: 5_000)
    record(.of(.unsubscribed, journey: "j7"), at: 8)
    cleanUp(before: 1_000)
    // A contact of which something was told later stays, with the report of it.
    #expect(test.history.contactCount == 202)
    #expect(test.lines("j5") == ["news email 5 delivered,opened"])
    #expect(test.lines("j7").isEmpty)
    #expect(try counts() == ["contact": 202, "outcome": 1, "withdrawal": 1, "answer": 0])
    let person = try #require(test.history.person("j7"))
    #expect(test.history.index.forgotten[person]?.map(\.at) == [.s(8)])
    test.restart()
    #expect(test.history.contactCount == 202)
    #expect(test.history.index.forgotten[person]?.map(\.at) == [.s(8)])
    #expect(test.history.index.journeys.names.count == 201)
    // Whoever comes back is known by the opt-out.
    record(.of(.delivered, journey: "j7"), at: 9_000)
    let journey = try #require(test.history.index.journeys.number(of: "j7"))
    #expect(test.history.index.withdrawals(ofJourney: journey).map(\.instant) == [.s(8)])
    test.restart()
    let again = try #require(test.history.index.journeys.number(of: "j7"))
    #expect(test.history.index.withdrawals(ofJourney: again).map(\.instant) == [.s(8)])
  }

  @Test func `answers go after their time, and a key may be used again`() throws {
    let key = Digest(of: [1])
    func keep(at seconds: Int64) {
      test.submit {
        $0.store(
          IdempotentResponse(
            key: key, question: Digest(of: [2]), journey: "anna", at: .s(seconds), revision: "r",
            body: Array("answer".utf8)))
      }
    }
    keep(at: 0)
    #expect(test.history.question(under: key, since: .s(0)) == Digest(of: [2]))
    #expect(test.history.question(under: key, since: .s(1)) == nil)
    keep(at: 100)
    #expect(try counts()["answer"] == 2)
    cleanUp(before: 0, answersBefore: 50)
    #expect(try counts()["answer"] == 1)
    #expect(test.history.question(under: key, since: .s(50)) != nil)
    cleanUp(before: 0, answersBefore: 500)
    #expect(try counts()["answer"] == 0)
    #expect(test.history.question(under: key, since: .s(0)) == nil)
  }

  @Test func `erasing takes the journey out of the file and leaves the others`() throws {
    for journey in ["anna", "bo"] {
      record(.of(.delivered, journey: journey, account: "acme"), at: 0)
      record(.of(.complained, journey: journey), at: 10)
    }
    #expect(test.erase("anna") == 1)
    #expect(test.erase("anna") == 0)
    #expect(try counts() == ["contact": 2, "outcome": 1, "withdrawal": 2, "answer": 0])
    #expect(test.lines("anna").isEmpty)
    #expect(test.lines("bo") == ["news email 0 delivered,complained"])
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      let data = try Data(contentsOf: URL(filePath: "\(test.folder)/\(name)"))
      #expect(data.firstRange(of: Data("anna".utf8)) == nil, "\(name)")
    }
  }

  @Test func `while a copy is made, erasing says that the log is not empty yet, and goes on recording`()
    throws
  {
    record(.of(.delivered, journey: "anna"), at: 0)
    record(.of(.delivered, journey: "bo"), at: 0)
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: test.path, configuration: configuration)
    try reader.inDatabase { database in
      try database.execute(sql: "BEGIN")
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM contact")
    }
    #expect(test.erasing("anna") == .failure(.copying))
    #expect(test.lines("anna").isEmpty && test.lines("bo").count == 1)
    record(.of(.opened, journey: "bo"), at: 5)
    #expect(test.history.fault == nil && test.events.isEmpty)
    try reader.inDatabase { try $0.execute(sql: "COMMIT") }
    #expect(test.erasing("anna") == .success(0))
  }

  @Test func `a reservation under way when the file is looked at again is not taken for a lost one`() throws {
    record(.of(.delivered, journey: "anna"), at: 0)
    let other = try DatabaseQueue(path: test.path)
    let transaction = test.history.transaction()
    transaction.reserve(
      .of("news"), channel: "email", journey: "bo", account: nil, decision: .number(1), at: .s(1))
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    let writer = try DatabaseQueue(path: test.path, configuration: configuration)
    try writer.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    test.submit { _ = $0.record(.of(.opened, journey: "anna"), now: .s(1), sameContactWithin: .hour) }
    try writer.inDatabase { try $0.execute(sql: "COMMIT") }
    test.lookAgain()
    #expect(test.events == ["unavailable: another program has locked the file", "recovered"])
    #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contact") } == 1)
    // What was begun before the outage goes.
    test.history.commit(transaction) { _ in }
    #expect(test.lines("bo").isEmpty)
  }

  @Test func `an opt-out holds although its journey is known again while it is being forgotten`() throws {
    record(.of(.unsubscribed, journey: "anna"), at: 0)
    record(.of(.unsubscribed, "old", journey: "bo"), at: 0)
    // Both are on their way when the new contacts come.
    test.history.erase("anna", sameContactWithin: .hour) { _ in }
    #expect(test.history.cleanUp(contactsBefore: .s(5), answersBefore: .s(0)))
    record(.of(.delivered, "tour", channel: nil, journey: "anna"), at: 10)
    record(.of(.delivered, "tour", channel: nil, journey: "bo"), at: 10)
    for isRestarted in [false, true] {
      if isRestarted { test.restart() }
      for name in ["anna", "bo"] {
        let journey = try #require(test.history.index.journeys.number(of: name))
        #expect(test.history.index.withdrawals(ofJourney: journey).map(\.instant) == [.s(0)])
        #expect(test.lines(name) == ["tour - 10 delivered"])
      }
    }
  }
}
