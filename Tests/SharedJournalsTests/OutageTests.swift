import Decisions
import Glibc
import HistoryRecords
import PostgreSQL
import SharedJournals
import Synchronization
import System
import TestSupport
import Testing
import Time

@testable import History

/// An engine that goes away and comes back.
@Suite(.needsPostgreSQL, .serialized) struct SharedOutageTests {
  private let engine: SharedEngine

  init() throws { engine = try SharedEngine() }

  @Test
  func `of what is acknowledged while a server is killed and started again nothing is lost`()
    throws
  {
    let hosts = try (0..<2).map { _ in try Host(engine.server) }
    let server = engine.server
    let (cap, kills) = (100_000, 3)
    let isOver = Mutex(false)
    let told = Threads.map(3, most: 3) {
      thread -> (reserved: [DecisionID], problems: [String], outages: Int) in
      if thread == 2 {
        // Pulls the plug while they are at it.
        for _ in 0..<kills {
          usleep(300_000)
          server.stop(SIGKILL)
          usleep(200_000)
          do { try server.start() } catch { return ([], ["\(error)"], 0) }
        }
        usleep(300_000)
        isOver.withLock { $0 = true }
        return ([], [], 0)
      }
      let host = hosts[thread]
      var (reserved, problems, outages): ([DecisionID], [String], Int) = ([], [], 0)
      while !isOver.withLock({ $0 }) {
        let requests = (0..<4).map { Request(to: host, "anna\($0 % 2)", of: "acme", cap: cap) }
        for request in requests { request.begin() }
        while !host.turn(within: .seconds(2), until: { requests.allSatisfy { $0.answer != nil } }) {
          // It is not known of some what became of them: that is found out when the engine is back.
          if host.history.fault == nil { problems.append("nobody was told of the outage") }
          if !host.recover() { problems.append("the outage has no end") }
        }
        for answer in requests.compactMap(\.answer) {
          switch answer {
          case .reserved(let decision): reserved.append(decision)
          case .failed, .overtaken: continue
          case .heldBack, .answeredBefore: problems.append("\(answer)")
          }
        }
        if host.history.fault != nil {
          outages += 1
          if !host.recover() { problems.append("the outage has no end") }
        }
      }
      return (reserved, problems, outages)
    }
    #expect(told.flatMap(\.problems) == [])
    #expect(told[0].outages + told[1].outages > 0)
    let acknowledged = told.flatMap(\.reserved)
    let stored = try engine.read(.account("acme")).contacts.compactMap(\.record.decision)
    // Each is there, and nothing else: what was not acknowledged was answered as failed, or decided again.
    #expect(Set(stored).isSuperset(of: acknowledged) && acknowledged.count > 10)
    #expect(
      stored.count == acknowledged.count, "\(stored.count) stand there, \(acknowledged.count) were told")
  }

  @Test func `what is on its way when a connection breaks is answered once it is known what became of it`()
    throws
  {
    // The server waits for a lock for longer than it takes to end the session that waits.
    let host = try Host(engine.server, time: .seconds(4))
    let scopes: [HistoryScope] = [.journey("anna"), .journey("bo")]
    for scope in scopes { engine.write(scope) { _ in } }
    host.prepare(HistoryNeeds(scopes: Set(scopes)))
    var other = try engine.connection()
    _ = try other.exchange([[Query("BEGIN"), Query("LOCK waymark.scope")]], within: .seconds(1))
    let request = Request(to: host, "anna", cap: 5)
    request.begin()
    let transaction = host.history.transaction()
    transaction.withdraw("email", at: .s(1), of: "bo")
    var optOut: HistoryFault??
    host.history.commit(transaction) { optOut = .some($0) }
    var process: Int64?
    while process == nil {
      let rows = try other.run(
        Query("SELECT pid::bigint FROM pg_stat_activity WHERE wait_event_type = 'Lock'"), within: .seconds(1))
      process = rows.count == 0 ? nil : rows.int(0, 0)
    }
    // Without a word; the server ends all other sessions then, and begins anew.
    kill(pid_t(try #require(process)), SIGKILL)
    // A server that is back at once says what became of it before anybody has to be told of an outage.
    #expect(host.turn { host.history.fault != nil || request.answer != nil })
    if host.history.fault != nil {
      #expect(request.answer == nil, "nobody knows yet")
      #expect(host.recover())
    }
    #expect(host.turn { request.answer != nil && optOut != nil && host.journal.isIdle })
    let stored = try engine.read(.journey("anna")).contacts.compactMap(\.record.decision)
    switch request.answer {
    case .reserved(let decision): #expect(stored == [decision])
    case .failed: #expect(stored == [])
    default: Issue.record("\(String(describing: request.answer))")
    }
    #expect(host.lines("anna").count == stored.count && host.history.unsettled.isEmpty)
    // An opt-out holds, whether it was acknowledged or not.
    #expect(try engine.read(.journey("bo")).withdrawals.map(\.channel) == ["email"])
  }

  @Test func `while it is away nothing is reserved, and what was read stays`() throws {
    let host = try Host(engine.server)
    #expect(Request(to: host, "anna", cap: 5).ask()?.isReserved == true)
    engine.server.stop(SIGKILL)
    let began = ContinuousClock.now
    guard case .failed = Request(to: host, "anna", cap: 5).ask() else {
      Issue.record("something was reserved")
      return
    }
    #expect(ContinuousClock.now - began < .seconds(2))
    #expect(host.history.fault != nil && host.lines("anna") == ["news delivered"])
    // An opt-out holds here at once, and is said to be in memory alone.
    let transaction = host.history.transaction()
    transaction.withdraw("email", at: .s(1), of: "bo")
    var result: HistoryFault??
    host.history.commit(transaction) { result = .some($0) }
    #expect(result??.description != nil && !transaction.areWithdrawalsKept)
    #expect(host.history.hasOptedOut("bo", of: "email"))
    try engine.server.start()
    #expect(host.recover())
    #expect(Request(to: host, "anna", cap: 5).ask()?.isReserved == true)
    #expect(host.turn { host.journal.isIdle })
    // It is written once the engine is back.
    #expect(try engine.read(.journey("bo")).withdrawals.map(\.channel) == ["email"])
    #expect(host.events.count { $0.hasPrefix("unavailable") } == 1)
    #expect(host.events.count { $0 == "recovered" } == 1)
  }

  @Test func `a host that starts while it is away begins when it is there`() throws {
    engine.server.stop(SIGINT)
    let host = try Host(engine.server)
    #expect(host.history.fault != nil && !host.history.isKnown)
    try engine.server.start()
    #expect(host.recover() && host.history.isKnown)
    #expect(Request(to: host, "anna", cap: 5).ask()?.isReserved == true)
  }

  @Test func `what cannot be written is none of the others' business, and no outage`() throws {
    let host = try Host(engine.server)
    let (bad, good) = (Request(to: host, "zero\0", cap: 5), Request(to: host, "anna", cap: 5))
    #expect(host.prepare(HistoryNeeds(scopes: [.journey("anna")])) == nil)
    bad.begin()
    good.begin()
    #expect(host.turn { bad.answer != nil && good.answer != nil })
    guard case .failed = bad.answer else {
      Issue.record("\(String(describing: bad.answer))")
      return
    }
    #expect(good.answer?.isReserved == true && host.history.fault == nil)
  }
}
