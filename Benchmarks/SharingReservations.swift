import Decisions
import Foundation
import HistoryRecords
import PostgreSQL
import SharedHistory
import System
import Time

/// What reservations cost that hosts share over PostgreSQL: each under the guard of its journey and its account.
enum SharingReservations {
  private static let accounts = 2_000
  private static let journeysOfAccount = 10

  /// - Parameters:
  ///   - address: of a database in which nothing is yet.
  ///   - seconds: for each line.
  static func measure(_ address: String, seconds: Double) throws {
    print("| connections | in a batch | reservations a second | overtaken | µs of its own for each |")
    print("|--:|--:|--:|--:|--:|")
    for (hosts, size) in [(1, 1), (1, 16), (1, 64), (1, 256), (4, 64), (4, 256)] {
      let began = ContinuousClock.now
      let before = processorTime
      let counts = Threads.map(hosts, most: hosts) { host in
        // Hosts have accounts of their own here: how a race ends is for the tests.
        run(address, host: host, of: hosts, batch: size, until: began + .seconds(seconds))
      }
      let time = (ContinuousClock.now - began) / .seconds(1)
      let (taken, overtaken) = counts.reduce(into: (0, 0)) { $0 = ($0.0 + $1.taken, $0.1 + $1.overtaken) }
      let own = (processorTime - before) * 1_000_000 / Double(max(1, taken))
      print(
        "| \(hosts) | \(size) | \(Int(Double(taken) / time)) | \(overtaken) | "
          + "\(own.formatted(.number.precision(.fractionLength(1)))) |")
    }
  }

  private static func run(
    _ address: String, host: Int, of hosts: Int, batch size: Int, until end: ContinuousClock.Instant
  ) -> (taken: Int, overtaken: Int) {
    guard let library = try? ClientLibrary.load() else { return (0, 0) }
    let writer = SharedHistoryWriter(
      Connection.Settings(address), with: library, time: .seconds(10), clock: { Instant(microseconds: 0) })
    var versions: [HistoryScope: WriteID?] = [:]
    var (taken, overtaken) = (0, 0)
    var random = SystemRandomNumberGenerator()
    while ContinuousClock.now < end {
      var batch = WriteBatch()
      var wanted: [(journey: String, account: String, decision: DecisionID)] = []
      for _ in 0..<size {
        let account = "a\(Int.random(in: 0..<accounts / hosts, using: &random) * hosts + host)"
        let journey = "\(account)/\(Int.random(in: 0..<journeysOfAccount, using: &random))"
        wanted.append((journey, account, DecisionID(high: random.next(), low: random.next())))
      }
      // Known from before, as a daemon's cache knows it; else read, all together.
      let scopes = Set(wanted.flatMap { [HistoryScope.journey($0.journey), .account($0.account)] })
      let unknown = scopes.filter { versions[$0] == nil }
      if !unknown.isEmpty {
        for copy in (try? writer.read(Array(unknown))) ?? [] { versions[copy.scope] = .some(copy.version) }
      }
      for scope in scopes { batch.know(scope, version: versions[scope] ?? nil) }
      for item in wanted {
        batch.reserve(WriteID(item.decision), in: [.journey(item.journey), .account(item.account)]) { write in
          write.contacts = [
            ContactRecord(
              id: 1, journey: item.journey, account: item.account,
              stamp: ActionStamp(action: "call", kind: "touch", group: nil, isExempt: false, counts: true),
              stampNumber: 0, channel: "phone", at: Instant(microseconds: 0), decision: item.decision,
              isDelivered: true, origin: .reserved)
          ]
          write.answer = IdempotentResponse(
            key: Digest(of: .random(count: 16)), question: Digest(of: .random(count: 16)),
            journey: item.journey,
            at: Instant(microseconds: 0), revision: "0123456789abcdef",
            body: [UInt8](repeating: 120, count: 600))
        }
      }
      for (write, result) in zip(batch.writes, writer.write(batch)) {
        switch result {
        case .taken:
          taken += 1
          for scope in write.scopes.keys { versions[scope] = .some(write.id) }
        case .overtaken(let newer):
          overtaken += 1
          for copy in newer { versions[copy.scope] = .some(copy.version) }
        default:
          FileHandle.standardError.write(Data("\(result)\n".utf8))
        }
      }
    }
    return (taken, overtaken)
  }

  /// Seconds that this process has used.
  private static var processorTime: Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }
}
