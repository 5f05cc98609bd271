import Decisions
import Foundation
import HistoryRecords
import PostgreSQL
import Rules
import SharedJournals
import Synchronization
import TestSupport
import Testing
import Time

@testable import History

/// The history of one host, on a loop that turns when its test tells it to, on the thread that does.
///
/// Unchecked because what is not under a lock is used by one thread at a time.
final class Host: @unchecked Sendable {
  let history: ContactHistory
  let journal: SharedJournal
  private let work = Mutex<[@Sendable () -> Void]>([])
  private let came = DispatchSemaphore(value: 0)
  private let delayed = Mutex<[@Sendable () -> Void]>([])
  private let seen = Seen()

  /// What it has told, and the time.
  private final class Seen: Sendable {
    let events = Mutex<[String]>([])
    /// By which copies grow old; it stands still until a test sets it.
    let time = Mutex(ContinuousClock.now)
  }

  static let start = Instant(microseconds: 1_790_000_000_000_000)

  init(
    _ server: PostgreSQLServer, fresh: Duration = .seconds(2), most: Int = 1_000_000,
    time: Duration = .milliseconds(500)
  ) throws {
    var settings = SharedJournal.Settings(Connection.Settings(server.address()))
    settings.time = time
    settings.fresh = fresh
    settings.most = most
    journal = SharedJournal(
      settings, with: try ClientLibrary.load(), clock: { Self.start },
      now: { [seen] in seen.time.withLock { $0 } })
    history = ContactHistory(journal, clock: { Self.start }) { [seen] event in
      seen.events.withLock { $0.append("\(event)") }
    }
    history.open()
    history.begin(
      on: .init(
        execute: { [weak self] work in
          self?.work.withLock { $0.append(work) }
          self?.came.signal()
        },
        schedule: { [weak self] _, work in self?.delayed.withLock { $0.append(work) } }))
  }

  deinit { history.close() }

  var events: [String] { seen.events.withLock { $0 } }

  func passTime(_ duration: Duration) { seen.time.withLock { $0 += duration } }

  /// Lets the loop turn until something is so.
  func turn(within time: Duration = .seconds(30), until isDone: () -> Bool) -> Bool {
    let end = ContinuousClock.now + time
    while !isDone() {
      guard ContinuousClock.now < end else { return false }
      guard came.wait(timeout: .now() + .milliseconds(100)) == .success else { continue }
      work.withLock { $0.isEmpty ? nil : $0.removeFirst() }?()
    }
    return true
  }

  /// Lets the time pass after which an outage is looked at again, until it is over.
  func recover() -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while history.fault != nil, ContinuousClock.now < end {
      let due = delayed.withLock { delayed in
        defer { delayed = [] }
        return delayed
      }
      for work in due { work() }
      _ = turn(within: .milliseconds(200)) { history.fault == nil || delayed.withLock { !$0.isEmpty } }
    }
    return history.fault == nil
  }

  /// Prepares something, and waits for that.
  @discardableResult func prepare(_ needs: HistoryNeeds) -> HistoryFault? {
    var result: HistoryFault??
    history.prepare(needs) { result = .some($0) }
    #expect(turn { result != nil })
    return result ?? nil
  }

  /// Records something that others need not be asked about.
  @discardableResult func record(
    preparing needs: HistoryNeeds? = nil, _ fill: (HistoryTransaction) -> Void
  ) -> HistoryFault? {
    if let needs, let fault = prepare(needs) { return fault }
    let transaction = history.transaction()
    fill(transaction)
    var result: HistoryFault??
    history.commit(transaction) { result = .some($0) }
    #expect(turn { result != nil })
    return result ?? nil
  }

  /// Records reports, and waits until that is durable.
  ///
  /// - Returns: what became of each.
  func report(
    _ reports: OutcomeReport..., preparing needs: HistoryNeeds? = nil
  ) -> [HistoryTransaction.Recorded] {
    var recorded: [HistoryTransaction.Recorded] = []
    let fault = record(preparing: needs) { transaction in
      recorded = reports.map { transaction.record($0, now: .s(8), sameContactWithin: .hour) }
    }
    #expect(fault == nil)
    return recorded
  }

  /// How many contacts of an account are in memory.
  func count(ofAccount account: String) -> Int {
    let number = history.index.accounts.number(of: account)
    return number.map { history.index.contacts(ofAccount: $0).reduce(0) { count, _ in count + 1 } } ?? 0
  }

  /// `action outcomes` of each contact of a journey that is in memory.
  func lines(_ journey: String) -> [String] {
    history.contacts(of: journey, within: .hour).map { contact in
      "\(contact.stamp.action.text) \(contact.results.map(\.outcome.rawValue).joined(separator: ","))"
    }
  }
}

extension ActionStamp {
  static func of(_ action: String) -> ActionStamp {
    ActionStamp(action: action, kind: "mail", group: nil, isExempt: false, counts: true)
  }
}

extension DecisionID {
  static func new() -> DecisionID {
    DecisionID(high: .random(in: 1 ... .max), low: .random(in: 1 ... .max))
  }
}

extension Instant {
  static func s(_ seconds: Int64) -> Instant { Host.start + TimeSpan(seconds: seconds) }
}
