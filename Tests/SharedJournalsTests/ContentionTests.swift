import Decisions
import HistoryRecords
import SharedHistory
import SharedJournals
import Synchronization
import System
import TestSupport
import Testing
import Time

@testable import History

/// Several hosts that want the same at the same time.
@Suite(.needsPostgreSQL, .serialized) struct ContentionTests {
  private let engine: SharedEngine

  init() throws { engine = try SharedEngine() }

  /// What of hosts contend for.
  enum Prize: CaseIterable { case journey, account }

  @Test(arguments: Prize.allCases, [2, 3])
  func `caps stay exact over hosts`(_ prize: Prize, _ count: Int) throws {
    let (cap, rounds) = (5, 20)
    let server = engine.server
    let hosts = try (0..<count).map { _ in try Host(server) }
    // Each on a thread of its own, and with several requests at a time.
    let told = Threads.map(count, most: count) { number in
      let host = hosts[number]
      return (0..<rounds).map { round in
        let requests = (0..<4).map { request in
          switch prize {
          case .journey: Request(to: host, "anna\(round)", cap: cap)
          case .account:
            Request(to: host, "acme\(round)/\(number)-\(request % 2)", of: "acme\(round)", cap: cap)
          }
        }
        for request in requests { request.begin() }
        #expect(host.turn { requests.allSatisfy { $0.answer != nil } })
        return (requests.compactMap(\.answer), requests.map(\.tries))
      }
    }
    for round in 0..<rounds {
      let answers = told.flatMap { $0[round].0 }
      let reserved = answers.compactMap { if case .reserved(let decision) = $0 { decision } else { nil } }
      #expect(reserved.count == min(cap, 4 * count) && answers.count == 4 * count, "\(answers)")
      #expect(answers.allSatisfy { $0.isReserved || $0 == .heldBack }, "\(answers)")
      let scope: HistoryScope = prize == .journey ? .journey("anna\(round)") : .account("acme\(round)")
      let stored = try engine.read(scope).contacts.compactMap(\.record.decision)
      #expect(Set(stored) == Set(reserved) && stored.count == reserved.count)
    }
    // It was a race.
    let tries = told.flatMap { $0.flatMap(\.1) }
    #expect(tries.reduce(0, +) > tries.count)
    let often = tries.count { $0 > 5 }
    print(
      "\(count) hosts, one \(prize): \(tries.max() ?? 0) tries at most; over 5 in \(often) of \(tries.count)")
    for host in hosts { #expect(host.history.unsettled.isEmpty && host.journal.isIdle) }
  }

  @Test func `an opt-out that was acknowledged on one host is never overheard on another`() throws {
    let rounds = 60
    let (teller, asker) = try (Host(engine.server), Host(engine.server, fresh: .seconds(3_600)))
    let acknowledged = Mutex<Set<Int>>([])
    let round = Mutex(0)
    let overheard = Threads.map(2, most: 2) { thread -> [Int] in
      if thread == 0 {
        for number in 0..<rounds {
          // Somewhere among the reservations.
          while round.withLock({ $0 < number }) { _ = teller.turn(within: .milliseconds(1)) { false } }
          let journey = "anna\(number)"
          let fault = teller.record { $0.withdraw("email", at: .s(1), of: journey) }
          #expect(fault == nil)
          _ = acknowledged.withLock { $0.insert(number) }
        }
        return []
      }
      var overheard: [Int] = []
      for number in 0..<rounds {
        round.withLock { $0 = number }
        while true {
          let isTold = acknowledged.withLock { $0.contains(number) }
          let answer = Request(to: asker, "anna\(number)", cap: 10_000).ask()
          if isTold, answer != .heldBack { overheard.append(number) }
          guard answer?.isReserved == true else { break }
        }
      }
      return overheard
    }
    #expect(overheard == [[], []])
    for number in 0..<rounds { #expect(asker.history.hasOptedOut("anna\(number)", of: "email")) }
    // They did reserve before.
    #expect(asker.history.recorded > rounds)
  }

  @Test func `what rests on what others were faster with goes as well, and is decided again`() throws {
    let host = try Host(engine.server, fresh: .seconds(3_600))
    // In memory, and the engine is changed behind its back.
    host.prepare(HistoryNeeds(scopes: [.journey("anna"), .account("acme"), .journey("bo")]))
    engine.write(.account("acme"), .journey("cy")) { write in
      write.contacts = [.made(with: "cy", of: "acme")]
    }
    let requests = [
      Request(to: host, "anna", of: "acme", cap: 3), Request(to: host, "anna", of: "acme", cap: 3),
      Request(to: host, "bo", of: "acme", cap: 3), Request(to: host, "dan", cap: 3),
    ]
    for request in requests { request.begin() }
    #expect(host.turn { requests.allSatisfy { $0.answer != nil } })
    #expect(requests.count { $0.answer?.isReserved == true } == 3 && requests[3].tries == 1)
    #expect(requests[0...2].contains { $0.answer == .heldBack })
    #expect(try engine.read(.account("acme")).contacts.count == 3)
    #expect(host.count(ofAccount: "acme") == 3 && host.history.unsettled.isEmpty)
  }

  @Test func `a copy is used as long as it is fresh, and where it is older it is read again`() throws {
    let host = try Host(engine.server, fresh: .seconds(2))
    host.prepare(HistoryNeeds(scopes: [.journey("anna")]))
    engine.write(.journey("anna")) { $0.contacts = [.made(with: "anna")] }
    var isReady = false
    host.history.prepare(HistoryNeeds(scopes: [.journey("anna")])) { _ in isReady = true }
    #expect(isReady && host.lines("anna").isEmpty, "at once")
    host.passTime(.seconds(3))
    isReady = false
    host.history.prepare(HistoryNeeds(scopes: [.journey("anna")])) { _ in isReady = true }
    #expect(!isReady && host.turn { isReady })
    #expect(host.lines("anna") == ["news delivered"])
  }
}

extension Request.Answer {
  var isReserved: Bool { if case .reserved = self { true } else { false } }
}

extension ContactRecord {
  static func made(with journey: String, of account: String? = nil) -> ContactRecord {
    ContactRecord(
      id: 1, journey: journey, account: account, stamp: .of("news"), stampNumber: 0, channel: "email",
      at: .s(0), decision: .new(), isDelivered: true, origin: .reserved)
  }
}
