import Decisions
import HistoryRecords
import Rules
import Synchronization
import TestSupport
import Testing
import Time

@testable import History

/// Requests that are repeated under their keys, and what is told of contacts, over hosts.
@Suite(.needsPostgreSQL, .serialized) struct AnswerTests {
  private let engine: SharedEngine
  private let one: Host
  private let other: Host
  private let key = Digest(of: Array("k".utf8))

  init() throws {
    engine = try SharedEngine()
    one = try Host(engine.server)
    other = try Host(engine.server)
  }

  private func answer(on host: Host) throws -> FoundAnswer {
    let found = Mutex<FoundAnswer?>(nil)
    host.history.answer(under: key) { answer in found.withLock { $0 = answer } }
    #expect(host.turn { found.withLock { $0 != nil } })
    return try #require(found.withLock { $0 })
  }

  @Test func `a retry under the same key on another host gets the first answer`() throws {
    guard case .reserved(let decision) = Request(to: one, "anna", cap: 5, key: key).ask() else {
      Issue.record("nothing is reserved")
      return
    }
    for host in [other, one] {
      host.prepare(HistoryNeeds(answers: [key]))
      #expect(host.history.question(under: key, since: .s(-10)) == Digest(of: [1]))
      #expect(try answer(on: host) == .kept(revision: "r", body: Array(decision.text.utf8)))
    }
    let third = try Host(engine.server)
    third.prepare(HistoryNeeds(answers: [Digest(of: [9])]))
    #expect(third.history.question(under: Digest(of: [9]), since: .s(-10)) == nil)
  }

  @Test func `two requests under one key that meet on two hosts are one`() throws {
    let requests = [
      Request(to: one, "anna", cap: 5, key: key), Request(to: other, "bo", cap: 5, key: key),
    ]
    for request in requests { request.begin() }
    for request in requests { #expect(request.host.turn { request.answer != nil }) }
    #expect(requests.count { $0.answer?.isReserved == true } == 1)
    #expect(requests.count { $0.answer == .answeredBefore } == 1)
    let contacts = try ["anna", "bo"].map { try engine.read(.journey($0)).contacts.count }
    #expect(contacts.reduce(0, +) == 1)
    // Nothing of it is left in memory, and the other answer is read.
    for request in requests where request.answer == .answeredBefore {
      #expect(request.host.lines(request.journey).isEmpty)
      request.host.prepare(HistoryNeeds(answers: [key]))
      #expect(request.host.history.question(under: key, since: .s(-10)) == Digest(of: [1]))
    }
  }

  @Test func `an answer without a reservation is kept as well, once`() throws {
    func keep(on host: Host, _ body: [UInt8]) -> HistoryFault? {
      host.record {
        $0.store(
          IdempotentResponse(
            key: key, question: Digest(of: [1]), journey: "anna", at: Host.start, revision: "r", body: body))
      }
    }
    #expect(keep(on: one, [1]) == nil)
    #expect(keep(on: other, [2]) != nil)
    other.prepare(HistoryNeeds(answers: [key]))
    #expect(try answer(on: other) == .kept(revision: "r", body: [1]))
  }

  @Test func `what came of a contact is told on any host, by its decision alone`() throws {
    guard case .reserved(let decision) = Request(to: one, "anna", of: "acme", cap: 5).ask() else {
      Issue.record("nothing is reserved")
      return
    }
    let needs = HistoryNeeds(decisions: [decision])
    let report = OutcomeReport(
      decision: decision, journey: nil, account: nil, stamp: .of("news"), channel: nil, outcome: .clicked,
      at: .s(7), value: 2.5)
    #expect(other.report(report, preparing: needs) == [.new])
    // Where it was reserved, of a contact whose number was never read.
    var opened = report
    opened.outcome = .opened
    #expect(one.report(opened) == [.new])
    for scope in [HistoryScope.journey("anna"), .account("acme")] {
      let outcomes = try engine.read(scope).contacts.flatMap(\.outcomes)
      #expect(Set(outcomes.map(\.outcome)) == [.clicked, .opened])
      #expect(outcomes.first { $0.outcome == .clicked }?.value == 2.5)
    }
    one.passTime(.seconds(3))
    one.prepare(HistoryNeeds(scopes: [.journey("anna")]))
    #expect(one.lines("anna") == ["news delivered,opened,clicked"])
  }

  @Test func `a report of what nobody has seen makes a contact of its own, with what came of it`() throws {
    let report = OutcomeReport(
      decision: nil, journey: "anna", account: "acme", stamp: .of("news"), channel: "email",
      outcome: .clicked, at: .s(7), value: nil)
    let needs = HistoryNeeds(scopes: [.journey("anna")])
    // Told twice in one transaction.
    #expect(one.report(report, report, preparing: needs) == [.new, .repeated])
    let contacts = try engine.read(.journey("anna")).contacts
    #expect(contacts.count == 1 && contacts.first?.record.origin == .report)
    #expect(contacts.first?.outcomes.map(\.outcome) == [.clicked])
    #expect(other.report(report, preparing: needs) == [.repeated])
  }
}
