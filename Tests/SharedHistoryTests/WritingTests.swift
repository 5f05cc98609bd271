import Decisions
import HistoryRecords
import PostgreSQL
import Rules
import System
import TestSupport
import Testing
import Time

@testable import SharedHistory

@Suite(.needsPostgreSQL, .serialized) struct WritingTests {
  private let database: SharedDatabase
  private let writer: SharedHistoryWriter
  private let anna = HistoryScope.journey("acme/anna")
  private let acme = HistoryScope.account("acme")

  init() throws {
    database = try SharedDatabase()
    writer = database.writer()
  }

  /// A batch that knows what stands there.
  private func known(_ scopes: HistoryScope...) throws -> WriteBatch {
    var batch = WriteBatch()
    for copy in try writer.read(scopes) { batch.know(copy.scope, version: copy.version) }
    return batch
  }

  private func reserve(
    _ batch: inout WriteBatch, _ decision: DecisionID = .new(), contacts: Int = 1,
    answer: IdempotentResponse? = nil
  ) {
    batch.reserve(WriteID(decision), in: [anna, acme]) { write in
      for _ in 0..<contacts {
        write.contacts.append(.made(with: "acme/anna", of: "acme", by: decision))
      }
      write.answer = answer
    }
  }

  @Test func `contacts are numbered in their journey and their account, and come back whole`() throws {
    var first = try known(anna, acme)
    let decision = DecisionID.new()
    reserve(&first, decision, contacts: 2)
    #expect(writer.write(first).map(\.numbers) == [[1, 2]])
    var other = WriteBatch()
    let bob = HistoryScope.journey("acme/bob")
    other.record(.new(), in: [bob, acme]) { write in
      write.contacts = [.made(with: "acme/bob", of: "acme", at: 7)]
      write.withdrawals = [
        StoredWithdrawal(
          person: Digest(of: [1]), channel: "email", at: Instant(microseconds: 5), journey: "acme/bob"),
        StoredWithdrawal(
          person: Digest(of: [1]), channel: "email", at: Instant(microseconds: 9), journey: "acme/bob"),
      ]
    }
    #expect(writer.write(other).map(\.numbers) == [[1]])
    var reports = WriteBatch()
    reports.record(.new(), in: [anna, acme]) { write in
      for (at, value) in [(9, nil), (8, 1.0), (8, 2.5), (10, 7.0)] as [(Int64, Double?)] {
        write.outcomes.append(
          PlacedOutcome(
            OutcomeRecord(contact: 2, outcome: .clicked, at: Instant(microseconds: at), value: value),
            of: "acme/anna"))
      }
      // Of a contact that is not there.
      write.outcomes.append(
        PlacedOutcome(
          OutcomeRecord(contact: 3, outcome: .clicked, at: Instant(microseconds: 1), value: nil),
          of: "acme/anna"))
    }
    #expect(writer.write(reports).map(\.numbers) == [[]])

    let copies = try writer.read([anna, bob, acme, .journey("nobody")])
    #expect(copies.map(\.contacts.count) == [2, 1, 3, 0])
    #expect(copies.map(\.contactsMade) == [2, 1, 3, 0])
    #expect(copies[2].contacts.map(\.accountNumber) == [1, 2, 3])
    #expect(copies[2].contacts.map(\.journey) == ["acme/anna", "acme/anna", "acme/bob"])
    #expect(copies[0].version == copies[2].version && copies[3].version == nil)
    #expect(copies[1].withdrawals == [.init(channel: "email", at: Instant(microseconds: 9))])
    let contact = copies[0].contacts[1]
    #expect(contact.record.decision == decision && contact.write == WriteID(decision))
    #expect(contact.record.stamp == ContactRecord.made(with: "").stamp)
    #expect(contact.record.channel == "phone" && contact.record.isDelivered)
    #expect(contact.record.origin == .reserved)
    let outcome = OutcomeRecord(contact: 2, outcome: .clicked, at: Instant(microseconds: 8), value: 2.5)
    #expect(contact.outcomes == [outcome])
    #expect(copies[2].contacts[1].outcomes == [outcome])
  }

  @Test func `who rests on what has changed is told what stands there now`() throws {
    var first = try known(anna, acme)
    var second = try known(anna, acme)
    reserve(&first)
    reserve(&second)
    #expect(writer.write(first).map(\.numbers) == [[1]])
    let newer = try #require(writer.write(second).first?.newer)
    #expect(newer.map(\.scope) == [acme, anna])
    #expect(newer.map(\.contacts.count) == [1, 1])
    #expect(newer.map(\.version) == [first.writes[0].id, first.writes[0].id])
    var third = WriteBatch()
    for copy in newer { third.know(copy.scope, version: copy.version) }
    reserve(&third)
    #expect(writer.write(third).map(\.numbers) == [[2]])
  }

  @Test(arguments: [HistoryScope.journey("acme/anna"), .account("acme")])
  func `any other write to either scope makes a reservation fail`(touched: HistoryScope) throws {
    var reservation = try known(anna, acme)
    reserve(&reservation)
    var other = WriteBatch()
    other.record(.new(), in: [touched]) {
      $0.withdrawals = [
        StoredWithdrawal(
          person: Digest(of: [1]), channel: "email", at: Instant(microseconds: 1), journey: nil)
      ]
    }
    #expect(writer.write(other).first?.numbers == [])
    #expect(writer.write(reservation).first?.newer != nil)
    #expect(try writer.read([anna, acme]).map(\.contacts.count) == [0, 0])
  }

  @Test func `what is decided on top of a reservation that fails does so too`() throws {
    var chain = try known(anna, acme)
    reserve(&chain)
    reserve(&chain)
    var other = try known(anna, acme)
    reserve(&other)
    #expect(writer.write(other).map(\.numbers) == [[1]])
    #expect(writer.write(chain).allSatisfy { $0.newer != nil })
    var again = try known(anna, acme)
    reserve(&again)
    reserve(&again)
    #expect(writer.write(again).map(\.numbers) == [[2], [3]])
  }

  @Test(arguments: [false, true])
  func `what rests on a write that holds in any case does so where nobody was faster with that`(
    isFaster: Bool
  ) throws {
    var chain = try known(anna, acme)
    if isFaster {
      var other = try known(anna, acme)
      reserve(&other)
      #expect(writer.write(other).map(\.numbers) == [[1]])
    }
    chain.record(.new(), in: [anna, acme]) {
      $0.withdrawals = [
        StoredWithdrawal(
          person: Digest(of: [1]), channel: "email", at: Instant(microseconds: 1), journey: "acme/anna")
      ]
    }
    reserve(&chain)
    let results = writer.write(chain)
    #expect(results[0].numbers == [])
    #expect(results[1].numbers == (isFaster ? nil : [1]))
    #expect(try writer.read([anna])[0].contacts.count == 1)
    // Nothing may rest on one whose scopes were not known.
    var blind = WriteBatch()
    blind.record(.new(), in: [anna]) { _ in }
    #expect(!blind.knows(anna))
  }

  @Test func `an answer under a key is kept once, whichever host is asked`() throws {
    let answer = IdempotentResponse(
      key: Digest(of: [7]), question: Digest(of: [1]), journey: "acme/anna", at: Instant(microseconds: 1),
      revision: "r", body: [9])
    var first = try known(anna, acme)
    reserve(&first, answer: answer)
    #expect(writer.write(first).map(\.numbers) == [[1]])
    var second = try known(anna, acme)
    reserve(&second, answer: answer)
    guard case .answered = try #require(writer.write(second).first) else {
      Issue.record("it is answered twice")
      return
    }
    #expect(try writer.read([anna])[0].contacts.count == 1)
  }

  @Test func `one that cannot be written is none of the others' business`() throws {
    var batch = WriteBatch()
    batch.record(.new(), in: [anna]) { $0.contacts = [.made(with: "acme/anna")] }
    batch.record(.new(), in: [.journey("zero")]) { $0.contacts = [.made(with: "zero\0")] }
    batch.record(.new(), in: [acme]) { $0.contacts = [.made(with: "acme/bob", of: "acme")] }
    let results = writer.write(batch)
    #expect(results[0].numbers == [1])
    guard case .failed(.engine(.unsuitableText)) = results[1] else {
      Issue.record("\(results[1])")
      return
    }
  }

  @Test func `what is no reservation and is written once more stays as it is`() throws {
    var batch = WriteBatch()
    batch.record(.new(), in: [anna, acme]) { $0.contacts = [.made(with: "acme/anna", of: "acme")] }
    #expect(writer.write(batch).map(\.numbers) == [[1]])
    var again = WriteBatch()
    again.repeated(batch.writes[0])
    #expect(writer.write(again).map(\.numbers) == [[]])
    #expect(try writer.read([anna])[0].contacts.map(\.number) == [1])
  }

  @Test func `a write that is written once more brings back no version of before`() throws {
    let optOut = StoredWithdrawal(
      person: Digest(of: [1]), channel: "email", at: Instant(microseconds: 1), journey: nil)
    var first = WriteBatch()
    first.record(.new(), in: [anna, acme]) { $0.withdrawals = [optOut] }
    #expect(writer.write(first).first?.numbers == [])
    var early = try known(anna, acme)
    reserve(&early)
    var faster = try known(anna, acme)
    reserve(&faster)
    #expect(writer.write(faster).map(\.numbers) == [[1]])
    var again = WriteBatch()
    again.repeated(first.writes[0])
    #expect(writer.write(again).first?.numbers == [])
    #expect(writer.write(early).first?.newer?.map(\.contacts.count) == [1, 1])
  }

  @Test func `a lock that somebody keeps is waited for a while, and then somebody was faster`() throws {
    var batch = try known(anna, acme)
    reserve(&batch)
    var births = WriteBatch()
    births.record(.new(), in: [anna]) { _ in }
    _ = writer.write(births)
    var quick = try SharedHistorySession.open(
      database.settings, with: database.library, clock: { Instant(microseconds: 0) }, time: .milliseconds(800)
    )
    try quick.prepare()
    var other = try database.connection()
    _ = try other.exchange(
      [[Query("BEGIN"), Query("LOCK waymark.scope IN EXCLUSIVE MODE")]], within: .seconds(1))
    let began = ContinuousClock.now
    let result = try #require(quick.write(batch).first)
    #expect(ContinuousClock.now - began < .seconds(2))
    #expect(result.newer?.map(\.contacts.count) == [0, 0])
    _ = try other.exchange([[Query("ROLLBACK")]], within: .seconds(1))
    #expect(quick.write(try known(anna)).isEmpty)
    var again = try known(anna, acme)
    reserve(&again)
    #expect(quick.write(again).map(\.numbers) == [[1]])
  }

  // MARK: What became of it

  @Test func `what was written is found again by its id`() throws {
    var session = try database.readySession()
    let identity = session.identity
    var batch = try known(anna, acme)
    reserve(&batch, contacts: 2)
    #expect(session.write(batch).map(\.numbers) == [[1, 2]])
    var other = try database.readySession()
    #expect(try other.settle(batch, of: identity).map(\.numbers) == [[1, 2]])
    // The session in which it was written has ended.
    #expect(session.write(try known(anna)).isEmpty)
    var next = try known(anna, acme)
    reserve(&next)
    guard case .failed(.engine(.lost)) = try #require(session.write(next).first) else {
      Issue.record("the session goes on")
      return
    }
  }

  @Test func `what was said not to be written never is, though it comes later`() throws {
    var late = try database.readySession()
    var settling = try database.readySession()
    var batch = try known(anna, acme)
    reserve(&batch)
    // Of another session than that in which it is still on its way.
    let result = try #require(settling.settle(batch, of: settling.ended).first)
    #expect(result.newer?.map(\.contacts.count) == [0, 0])
    #expect(late.write(batch).first?.newer != nil)
    #expect(try writer.read([anna])[0].contacts.isEmpty)
    var again = try known(anna, acme)
    reserve(&again)
    #expect(writer.write(again).map(\.numbers) == [[1]])
  }
}

extension SharedHistorySession {
  /// One that there is not.
  fileprivate var ended: Identity { Identity(process: 0, began: 0) }
}
