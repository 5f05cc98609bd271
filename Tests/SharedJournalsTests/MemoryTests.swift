import Decisions
import HistoryRecords
import Journeys
import Rules
import SharedHistory
import SharedJournals
import Synchronization
import TestSupport
import Testing
import Time

@testable import History

/// What a host has in memory of a shared history, and what it refuses.
@Suite(.needsPostgreSQL, .serialized) struct MemoryTests {
  private let engine: SharedEngine

  init() throws { engine = try SharedEngine() }

  @Test func `memory stays bounded, and what went is read again`() throws {
    let host = try Host(engine.server, most: 60)
    for round in 0..<40 {
      #expect(Request(to: host, "anna\(round)", of: "acme\(round / 4)", cap: 100).ask()?.isReserved == true)
      #expect(host.record { $0.withdraw("email", at: .s(1), of: "bo\(round)") } == nil)
    }
    #expect(host.history.contactCount + host.journal.scopeCount <= 60)
    #expect(host.history.index.withdrawals.count < 40)
    for round in [0, 20, 39] {
      host.prepare(HistoryNeeds(scopes: [.journey("anna\(round)"), .journey("bo\(round)")]))
      #expect(host.lines("anna\(round)") == ["news delivered"])
      #expect(host.history.hasOptedOut("bo\(round)", of: "email"))
    }
    host.prepare(HistoryNeeds(scopes: [.account("acme0")]))
    #expect(host.count(ofAccount: "acme0") == 4)
  }

  @Test(arguments: [false, true])
  func `a copy of a journey, or of an account, says all of it, in whatever order they are read`(
    isAccountFirst: Bool
  ) throws {
    let (anna, acme) = (HistoryScope.journey("anna"), HistoryScope.account("acme"))
    engine.write(anna, acme) { $0.contacts = [.made(with: "anna", of: "acme"), .made(with: "anna")] }
    engine.write(.journey("bo"), acme) { $0.contacts = [.made(with: "bo", of: "acme")] }
    let host = try Host(engine.server)
    for scope in isAccountFirst ? [acme, anna] : [anna, acme] { host.prepare(HistoryNeeds(scopes: [scope])) }
    #expect(host.lines("anna").count == 2 && host.count(ofAccount: "acme") == 2)
    engine.write(anna, acme) { $0.contacts = [.made(with: "anna", of: "acme")] }
    host.passTime(.seconds(3))
    host.prepare(HistoryNeeds(scopes: [isAccountFirst ? anna : acme]))
    #expect(host.lines("anna").count == 3 && host.count(ofAccount: "acme") == 3)
    engine.write(anna, acme) { write in
      write.outcomes = [
        PlacedOutcome(
          OutcomeRecord(contact: 1, outcome: .clicked, at: .s(9), value: nil), of: "anna")
      ]
    }
    host.passTime(.seconds(3))
    host.prepare(HistoryNeeds(scopes: [isAccountFirst ? acme : anna]))
    #expect(host.lines("anna").count { $0.contains("clicked") } == 1)
    #expect(host.lines("anna").count == 3 && host.count(ofAccount: "acme") == 3)
  }

  @Test func `what one host alone can do is refused where several share`() throws {
    let host = try Host(engine.server)
    let history = host.history
    let told = Mutex<[String]>([])
    @Sendable func tell(_ what: String, _ fault: HistoryFault?) {
      told.withLock { $0.append("\(what): \(fault.map { "\($0)" } ?? "done")") }
    }
    history.erase("anna", sameContactWithin: .hour) { result in
      if case .failure(let fault) = result { tell("erase", fault) } else { tell("erase", nil) }
    }
    history.copy(to: "/nowhere") { tell("copy", $0) }
    history.alerts(after: 0, most: 10) { result in
      if case .failure(let fault) = result { tell("alerts", fault) } else { tell("alerts", nil) }
    }
    #expect(history.sweepReader == nil && history.file == nil && history.sweepMark == nil)
    #expect(history.makeJourneySource().fault != nil)
    let fault = host.record { transaction in
      transaction.add(
        JourneyEvent(journey: "anna", at: .s(1), name: nil, account: nil, body: Array("{}".utf8)))
      transaction.withdraw("email", at: .s(1), of: "anna")
    }
    tell("event", fault)
    #expect(
      told.withLock { $0 } == [
        "erase: hosts that share a history cannot erase journeys yet",
        "copy: hosts that share a history cannot copy it yet",
        "alerts: hosts that share a history cannot keep alerts yet",
        "event: hosts that share a history cannot keep events yet",
      ])
    // The opt-out that came with it holds all the same.
    #expect(host.turn { host.journal.isIdle })
    #expect(try engine.read(.journey("anna")).withdrawals.map(\.channel) == ["email"])
  }
}
