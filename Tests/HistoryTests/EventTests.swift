import Decisions
import Foundation
import GRDB
import HistoryRecords
import Journeys
import Rules
import System
import Testing
import Time

@testable import History

/// What was told of journeys, in the file.
@Suite struct EventTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private static func told(
    _ name: String?, _ journey: String = "anna", at seconds: Int64 = 0, body: String = #"{"stage":"s"}"#,
    account: String? = nil, noes: [String] = [], hasInstant: Bool = true
  ) -> EventReader.Told {
    EventReader.Told(
      event: JourneyEvent(
        journey: journey, at: .s(seconds), name: name, account: account, body: Array(body.utf8)),
      noes: noes, hasInstant: hasInstant, warnings: [])
  }

  private func tell(_ told: EventReader.Told) throws -> HistoryTransaction.Recorded {
    var recorded: HistoryTransaction.Recorded?
    let fault = test.submit { transaction in
      do throws(HistoryFault) { recorded = try transaction.record(told) } catch { recorded = nil }
    }
    #expect(fault == nil)
    return try #require(recorded)
  }

  private func bodies(_ journey: String = "anna") throws -> [String] {
    try test.history.events(of: journey).map {
      "\($0.at.seconds - TestHistory.start.seconds) \(String(decoding: $0.body, as: UTF8.self))"
    }
  }

  @Test func `what was told is there after a restart, by instant`() throws {
    #expect(try tell(Self.told("b", at: 20)) == .new)
    #expect(try tell(Self.told("a", at: 10, body: #"{"touchpoint":"call"}"#)) == .new)
    test.restart()
    #expect(try bodies() == [#"10 {"touchpoint":"call"}"#, #"20 {"stage":"s"}"#])
    #expect(try test.history.events(of: "bo").isEmpty && test.history.eventCount == 2)
  }

  @Test func `an id is one event's, and what says something else under it is a conflict`() throws {
    #expect(try tell(Self.told("a")) == .new)
    #expect(try tell(Self.told("a")) == .repeated)
    #expect(try tell(Self.told("a", at: 5, hasInstant: false)) == .repeated)
    #expect(try tell(Self.told("a", at: 5)) == .conflict)
    #expect(try tell(Self.told("a", "bo")) == .conflict)
    #expect(try tell(Self.told("a", account: "acme")) == .conflict)
    test.restart()
    #expect(try tell(Self.told("a")) == .repeated)
    #expect(try tell(Self.told("a", body: #"{"stage":"t"}"#)) == .conflict)
    #expect(test.history.eventCount == 1)
  }

  @Test func `without an id, one that says when it happened is a repeat, and one that does not is none`()
    throws
  {
    #expect(try tell(Self.told(nil)) == .new)
    #expect(try tell(Self.told(nil)) == .repeated)
    #expect(try tell(Self.told(nil, at: 1)) == .new)
    #expect(try tell(Self.told(nil, hasInstant: false)) == .new)
    #expect(try tell(Self.told("a")) == .new)
    #expect(try tell(Self.told(nil, "bo")) == .new)
    #expect(try bodies().count == 4)
  }

  @Test func `one that is told again before it is written is known`() throws {
    var all: [HistoryTransaction.Recorded] = []
    let fault = test.submit { transaction in
      do throws(HistoryFault) {
        for told in [
          Self.told("a"), Self.told("a"), Self.told("a", at: 1), Self.told(nil, at: 2), Self.told(nil, at: 2),
        ] {
          all.append(try transaction.record(told))
        }
      } catch {
        Issue.record("\(error)")
      }
    }
    #expect(fault == nil && all == [.new, .repeated, .conflict, .new, .repeated])
  }

  @Test func `a no closes its channel at once, and for good`() throws {
    let told = Self.told("a", at: 3, body: #"{"consent":{"email":false}}"#, noes: ["email"])
    let transaction = test.history.transaction()
    #expect(try transaction.record(told) == .new)
    #expect(test.isOut("anna"))
    // Refused after all: the opt-out holds.
    test.history.discard(transaction)
    test.turn()
    #expect(test.isOut("anna") && test.history.eventCount == 0)
    #expect(try tell(told) == .new)
    #expect(test.erase("anna") == 0)
    #expect(try bodies().isEmpty && test.isOut("anna"))
    test.restart()
    #expect(try bodies().isEmpty && test.isOut("anna"))
  }

  @Test func `what is erased stands nowhere in the file any more`() throws {
    #expect(try tell(Self.told("crm-secret", body: #"{"touchpoint":"a-very-private-matter"}"#)) == .new)
    #expect(try tell(Self.told(nil, "bo", body: #"{"touchpoint":"call"}"#)) == .new)
    #expect(test.erase("anna") == 0)
    for ending in ["", "-wal"] {
      let bytes = try Data(contentsOf: URL(filePath: test.path + ending))
      #expect(bytes.range(of: Data("a-very-private-matter".utf8)) == nil)
      #expect(bytes.range(of: Data("crm-secret".utf8)) == nil)
    }
    #expect(try bodies("bo").count == 1 && test.history.eventCount == 1)
  }

  @Test func `members of an account are those that were ever said to belong to it`() throws {
    for (journey, account) in [("anna", "acme"), ("bo", "acme"), ("bo", "bolt"), ("cy", "bolt")] {
      #expect(try tell(Self.told(nil, journey, account: account)) == .new)
    }
    #expect(try test.journal.events.journeys(ofAccount: "acme") == ["anna", "bo"])
    #expect(try test.history.journeysWithEvents(after: nil, most: 2) == ["anna", "bo"])
    #expect(try test.history.journeysWithEvents(after: "bo", most: 2) == ["cy"])
  }

  // MARK: Keeping

  private func cleanUp(before seconds: Int64) {
    while !test.history.cleanUpEvents(before: .s(seconds)), test.turn() {}
  }

  @Test func `what is older than it is kept goes, but what holds stays as long as anything else does`() throws
  {
    for (at, body) in [
      (1, #"{"stage":"a"}"#), (2, #"{"stage":"b"}"#), (3, #"{"touchpoint":"call"}"#),
      (4, #"{"stage":"b","stage_entered":"2026-01-01T00:00:00Z"}"#), (5, #"{"consent":{"email":true}}"#),
      (6, #"{"profile":{"persona":"x","score":1}}"#), (7, #"{"profile":{"score":2}}"#),
      (8, #"{"profile":{"score":3}}"#), (100, #"{"touchpoint":"call"}"#),
    ] as [(Int64, String)] {
      #expect(try tell(Self.told(nil, at: at, body: body)) == .new)
    }
    cleanUp(before: 50)
    #expect(try bodies().map { $0.prefix { $0 != " " } } == ["2", "4", "5", "6", "8", "100"])
    cleanUp(before: 200)
    #expect(try bodies().isEmpty)
  }

  @Test func `a journey with contacts keeps what holds of it`() throws {
    _ = test.submit {
      $0.reserve(
        .of("news"), channel: "email", journey: "anna", account: nil, decision: .number(1), at: .s(500))
    }
    #expect(try tell(Self.told(nil, at: 1)) == .new)
    #expect(try tell(Self.told(nil, at: 2, body: #"{"touchpoint":"call"}"#)) == .new)
    cleanUp(before: 50)
    #expect(try bodies() == [#"1 {"stage":"s"}"#])
  }

  @Test func `a clean-up comes through contacts and events once each, however long either takes`() throws {
    for number in 0..<1_200 {
      _ = test.submit {
        $0.reserve(
          .of("news"), channel: "email", journey: "j\(number)", account: nil,
          decision: .number(UInt64(number)), at: .s(1))
      }
    }
    #expect(try tell(Self.told(nil, at: 2_000)) == .new)
    var calls = 0
    repeat {
      calls += 1
      // What it reads in the background, or what it wrote.
      if calls > 1 { test.turn() }
      try #require(calls < 100)
    } while !test.history.cleanUp(at: .s(3_000), contactsBefore: .s(1_000), answersBefore: .s(0))
    #expect(calls == 3)
    _ = test.submit { _ in }
    #expect(test.history.contactCount == 0 && !test.history.isSweepingEvents)
  }

  // MARK: Damage

  private func change(_ sql: String) throws {
    let queue = try DatabaseQueue(path: test.path)
    try queue.inDatabase { try $0.execute(sql: sql) }
    try queue.close()
  }

  @Test func `a changed event is found, and the others are there`() throws {
    for at in 0..<5 as Range<Int64> { #expect(try tell(Self.told(nil, at: at)) == .new) }
    try test.restart {
      try change(#"UPDATE event SET body = '{"stage":"t"}' WHERE at % 3000000 = 0"#)
    }
    while test.events.isEmpty, test.turn() {}
    #expect(test.events == ["damaged: events in the database are not what was written"])
    #expect(try !bodies().contains { $0.contains("\"t\"") })
  }

  @Test func `an event that is missing is found`() throws {
    for at in 0..<5 as Range<Int64> { #expect(try tell(Self.told(nil, at: at)) == .new) }
    try test.restart {
      try change("DROP TRIGGER event_delete; DELETE FROM event WHERE at = (SELECT min(at) FROM event)")
    }
    while test.events.isEmpty, test.turn() {}
    #expect(test.events == ["damaged: events in the database are not what was written"])
  }

  @Test func `a file that is taken away while it is open is written anew with its events`() throws {
    for at in 0..<5 as Range<Int64> { #expect(try tell(Self.told(nil, at: at)) == .new) }
    try FileManager.default.removeItem(atPath: test.path)
    var recorded: HistoryTransaction.Recorded?
    let fault = test.submit { recorded = try? $0.record(Self.told("late", at: 9)) }
    #expect(fault != nil)
    test.lookAgain()
    #expect(test.history.fault == nil && recorded == .new)
    #expect(try bodies().count == 5)
    test.restart()
    #expect(try bodies().count == 5)
  }

  /// Who meets a damaged page while the daemon runs.
  enum Reader: CaseIterable { case question, sweep, cleanUp, report, copy }

  @Test(arguments: Reader.allCases)
  func `a page that is damaged while it runs is told of by whoever reads it`(_ reader: Reader) throws {
    let body = #"{"stage":"\#(String(repeating: "s", count: 600))"}"#
    for at in 0..<40 as Range<Int64> { #expect(try tell(Self.told(nil, at: at, body: body)) == .new) }
    try emptyLog()
    #expect(try bodies().count == 40)
    try overwriteEvents()
    let history = test.history
    test.journal.events.reopen()
    switch reader {
    case .question: #expect(throws: HistoryFault.corrupt) { try bodies() }
    case .sweep:
      test.journal.sweepReader.events.read({ store throws(HistoryFault) in
        try store.events(of: "anna")
      }) { _ in }
    case .cleanUp: #expect(!history.cleanUpEvents(before: .s(100)))
    case .report:
      let source = history.makeJourneySource()
      source.queue.async { _ = source.journeys(after: nil, most: 10) }
    case .copy: history.copy(to: "\(test.folder)/copy.sqlite") { _ in }
    }
    while test.events.isEmpty, test.turn() {}
    #expect(test.events == ["damaged: the database was found damaged while it was read"])
    #expect(history.fault == nil && history.damage.count == 1)
    // Until somebody accepts it, over a restart too.
    test.restart {}
    #expect(test.history.damage.contains("the database was found damaged while it was read"))
  }

  @Test func `a file that cannot be read for a moment, or stands elsewhere, is no damage`() throws {
    #expect(try tell(Self.told("a")) == .new)
    try emptyLog()
    test.journal.events.reopen()
    let aside = "\(test.path).aside"
    try FileManager.default.moveItem(atPath: test.path, toPath: aside)
    #expect(throws: HistoryFault.self) { try bodies() }
    try Data(repeating: 0x78, count: 8_192).write(to: URL(filePath: test.path))
    #expect(throws: HistoryFault.corrupt) { try bodies() }
    while test.events.isEmpty, test.turn() {}
    #expect(test.events.count == 1 && test.events[0].hasPrefix("unavailable"), "\(test.events)")
    #expect(test.history.damage == [])
  }

  @Test func `a file that is written anew is not taken for the damaged one that somebody has open`() throws {
    for at in 0..<40 as Range<Int64> {
      let body = #"{"stage":"\#(String(repeating: "s", count: 600))"}"#
      #expect(try tell(Self.told(nil, at: at, body: body)) == .new)
    }
    try emptyLog()
    let store = EventStore(test.path, unreadable: { Issue.record("the file in its place is another one") })
    #expect(try store.event(named: "none") == nil)
    try overwriteEvents()
    try FileManager.default.moveItem(atPath: test.path, toPath: "\(test.path).aside")
    test.history.lookAtPlace()
    while test.history.fault == nil, test.turn() {}
    test.lookAgain()
    #expect(test.history.fault == nil)
    #expect(throws: HistoryFault.corrupt) { try store.events(of: "anna") }
  }

  /// On its own connection: another one would be taken for another program, after which all is read anew.
  private func emptyLog() throws {
    try #require(test.journal.writer.file).queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  /// Overwrites the pages on which events stand.
  private func overwriteEvents() throws {
    let queue = try DatabaseQueue(path: test.path)
    let root = try queue.inDatabase {
      try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'event'")
    }
    try queue.close()
    let file = try FileHandle(forUpdating: URL(filePath: test.path))
    try file.seek(toOffset: UInt64(try #require(root) - 1) * 4_096)
    try file.write(contentsOf: Data(repeating: 0x78, count: 4_096))
    try file.close()
  }
}
