import Decisions
import Foundation
import Glibc
import HistoryRecords
import PostgreSQL
import Rules
import SharedHistory
import Synchronization
import System
import TestSupport
import Testing
import Time

/// Hosts that want the same at the same time, while connections break and the server is killed.
@Suite(.needsPostgreSQL, .serialized) struct RaceTests {
  private static let workers = 12
  private static let cap = 3
  private static let rounds = 80

  /// What a worker was told in a round.
  private struct Told: Sendable {
    var reserved: [DecisionID] = []
    var optOuts: [String] = []
    var overtaken = 0
    var unknown = 0
    var refused = 0
    var problems: [String] = []
  }

  @Test
  func `of all hosts together exactly as many reserve as the cap allows, and nothing acknowledged is lost`()
    throws
  {
    let database = try SharedDatabase()
    _ = try database.readySession()
    let barrier = Barrier(Self.workers)
    let chaos = Chaos(database)
    chaos.begin()
    let told = Threads.map(Self.workers, most: Self.workers) { worker in
      let writer = database.writer()
      return (0..<Self.rounds).map { round in
        barrier.wait()
        if worker == 0 { chaos.reached(round) }
        return Self.play(round, worker, writer)
      }
    }
    chaos.end()
    #expect(chaos.problems == [])
    // It was a race, and connections did break.
    let all = told.flatMap(\.self)
    #expect(all.flatMap(\.problems) == [])
    #expect(all.count { $0.overtaken > 0 } > Self.rounds / 2)
    #expect(chaos.terminated > Self.rounds / 10)
    #expect(chaos.kills >= 2)

    let reader = database.writer()
    for round in 0..<Self.rounds {
      let copies = try reader.read([Self.journey(round), Self.account(round)])
      for copy in copies {
        let acknowledged = told.flatMap { $0[round].reserved }
        #expect(copy.contacts.count == Self.cap, "round \(round)")
        #expect(Set(copy.contacts.compactMap(\.record.decision)) == Set(acknowledged), "round \(round)")
        #expect(acknowledged.count == Self.cap, "round \(round)")
        #expect(copy.contacts.map(\.number) == [1, 2, 3], "round \(round)")
        #expect(copy.contacts.map(\.accountNumber) == [1, 2, 3], "round \(round)")
      }
      let channels = Set(copies[0].withdrawals.map(\.channel))
      #expect(channels.isSuperset(of: told.flatMap { $0[round].optOuts }), "round \(round)")
    }
    print(
      "overtaken \(all.reduce(0) { $0 + $1.overtaken }), unknown \(all.reduce(0) { $0 + $1.unknown }), without "
        + "a server \(all.reduce(0) { $0 + $1.refused }), sessions ended \(chaos.terminated), kills \(chaos.kills)"
    )
  }

  @Test func `batches over the same scopes in whatever order never wait for each other in a circle`() throws {
    let database = try SharedDatabase()
    _ = try database.readySession()
    let batches = 40
    let taken = Threads.map(8, most: 8) { worker in
      let writer = SharedHistoryWriter(
        database.settings, with: database.library, time: .seconds(20), clock: { Instant(microseconds: 0) })
      var random = SeededRandom(seed: UInt64(worker))
      var taken = 0
      for _ in 0..<batches {
        var batch = WriteBatch()
        for _ in 0..<8 {
          let account = "a\(Int.random(in: 0..<4, using: &random))"
          let journey = "\(account)/\(Int.random(in: 0..<3, using: &random))"
          batch.record(.new(), in: [.journey(journey), .account(account)]) { write in
            write.contacts = [.made(with: journey, of: account)]
          }
        }
        taken += writer.write(batch).count { $0.numbers?.count == 1 }
      }
      return taken
    }
    #expect(taken == Array(repeating: 8 * batches, count: 8))
    #expect(try !database.server.log.contains("deadlock"))
    let accounts = try database.writer().read((0..<4).map { .account("a\($0)") })
    #expect(accounts.reduce(0) { $0 + $1.contacts.count } == 8 * 8 * batches)
    for account in accounts {
      #expect(account.contacts.map(\.accountNumber) == (1...account.contactsMade).map { Int64($0) })
    }
  }

  private static func journey(_ round: Int) -> HistoryScope { .journey("acme\(round)/anna") }
  private static func account(_ round: Int) -> HistoryScope { .account("acme\(round)") }

  /// Reserves until the cap is reached; every third worker writes an opt-out as well, which changes the versions.
  private static func play(_ round: Int, _ worker: Int, _ writer: SharedHistoryWriter) -> Told {
    var told = Told()
    let scopes = [journey(round), account(round)]
    let end = ContinuousClock.now + .seconds(60)
    var optOut = worker % 3 == 0 ? "channel\(worker)" : nil
    while ContinuousClock.now < end {
      let copies: [ScopeCopy]
      do throws(SharedHistoryFault) { copies = try writer.read(scopes) } catch {
        told.refused += 1
        usleep(2_000)
        continue
      }
      var batch = WriteBatch()
      for copy in copies { batch.know(copy.scope, version: copy.version) }
      // Decided on the copy, and on what the batch itself reserves.
      var decisions: [DecisionID] = []
      let left = cap - copies[1].contacts.count
      if left < 0 { told.problems.append("round \(round) has more than the cap") }
      for _ in 0..<max(0, min(1 + worker % 2, left)) {
        let decision = DecisionID.new()
        decisions.append(decision)
        batch.reserve(WriteID(decision), in: scopes) { write in
          write.contacts = [.made(with: journey(round).id.text, of: account(round).id.text, by: decision)]
        }
      }
      if let optOut {
        batch.record(.new(), in: scopes) { write in
          write.withdrawals = [
            StoredWithdrawal(
              person: Digest(of: Array(journey(round).id.text.utf8)), channel: optOut,
              at: Instant(microseconds: 1),
              journey: journey(round).id.text)
          ]
        }
      }
      if batch.isEmpty { return told }
      for (place, result) in writer.write(batch, patience: .seconds(30)).enumerated() {
        switch result {
        case .taken:
          if place < decisions.count {
            told.reserved.append(decisions[place])
          } else if let channel = optOut {
            told.optOuts.append(channel)
            optOut = nil
          }
        case .overtaken: told.overtaken += 1
        case .unknown: told.unknown += 1
        case .failed(.engine(.lost)), .failed(.engine(.unreachable)), .failed(.engine(.timedOut)):
          told.refused += 1
        case .failed(let fault): told.problems.append("\(fault)")
        case .answered: told.problems.append("answered")
        }
      }
    }
    told.problems.append("round \(round) has no end")
    return told
  }
}

/// Ends sessions, one after the other, and now and then the server.
private final class Chaos: Sendable {
  private struct State {
    var round = 0
    var hasEnded = false
    var terminated = 0
    var kills = 0
    var problems: [String] = []
  }

  private let database: SharedDatabase
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  init(_ database: SharedDatabase) { self.database = database }

  var terminated: Int { state.withLock { $0.terminated } }
  var kills: Int { state.withLock { $0.kills } }
  var problems: [String] { state.withLock { $0.problems } }

  func reached(_ round: Int) { state.withLock { $0.round = round } }

  func begin() {
    Thread.detachNewThread { [self] in
      while !state.withLock({ $0.hasEnded }) {
        do { try harass() } catch is PostgreSQLError {
          // On a busy machine its own session is no better off than theirs.
          continue
        } catch { state.withLock { $0.problems.append("\(error)") } }
      }
      ended.signal()
    }
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    ended.wait()
  }

  private static let roundsBetweenKills = 20

  /// For some rounds, then kills the server and starts it again.
  private func harass() throws {
    var connection = try database.connection()
    let first = state.withLock { $0.round }
    while state.withLock({ !$0.hasEnded && $0.round < first + Self.roundsBetweenKills }) {
      let rows = try connection.run(
        Query(
          """
          SELECT pg_terminate_backend(pid), pg_sleep(0.05) FROM (
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
            ORDER BY random() LIMIT 1
          ) AS victim
          """), within: .seconds(10))
      state.withLock { $0.terminated += rows.count }
    }
    guard state.withLock({ !$0.hasEnded }) else { return }
    database.server.stop(SIGKILL)
    try database.server.start()
    state.withLock { $0.kills += 1 }
  }
}

/// Where threads wait for each other.
private final class Barrier: Sendable {
  private struct State {
    var waiting = 0
    var turn = 0
  }

  private let count: Int
  private let state = Mutex(State())

  init(_ count: Int) { self.count = count }

  func wait() {
    let turn = state.withLock { state in
      state.waiting += 1
      if state.waiting == count {
        state.waiting = 0
        state.turn += 1
        return state.turn - 1
      }
      return state.turn
    }
    while state.withLock({ $0.turn == turn }) { usleep(500) }
  }
}
