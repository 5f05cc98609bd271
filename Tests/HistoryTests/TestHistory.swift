import Decisions
import Foundation
import HistoryRecords
import PostgreSQL
import Rules
import SharedJournals
import Synchronization
import System
import TestSupport
import Testing
import Time

@testable import History

/// A history in a folder of its own, and a loop that turns when it is told to.
///
/// Unchecked because what is not under the lock is used by the test's own thread only.
final class TestHistory: @unchecked Sendable {
  /// Nil where it stands in the folder of another one.
  private let temporary: TemporaryFolder?
  let folder: String
  var path: String { "\(folder)/waymark.sqlite" }
  private(set) var history: ContactHistory
  /// Where its tables are; nil where it is kept in a file.
  private let server: PostgreSQLServer?
  /// What is in memory at the beginning of each transaction, where not all is.
  private static let known: Set<HistoryScope> = [
    .journey("anna"), .journey("bo"), .account("acme"), .account("zeta"),
  ]
  private let work = Mutex<[@Sendable () -> Void]>([])
  private let came = DispatchSemaphore(value: 0)
  private let delayed = Mutex<[@Sendable () -> Void]>([])
  private let told = Mutex<[String]>([])
  /// How often a history was said to be new; not among the events, since each test begins with one.
  let beginnings = Mutex(0)
  /// Of the machine that the history thinks it runs on.
  let uptime = Mutex(TestHistory.firstUptime)
  private static let firstUptime = CleanUpMark.Uptime(boot: "first", span: TimeSpan(seconds: 1_000))

  var durability = Durability.full
  /// What keeps a second daemon away; another history of this test is as good as one.
  var lock: HistoryLock?
  /// What else shows that there was a history.
  var trace: String?
  /// What the decision log shows, the newest first.
  var logged: [LoggedKnowledge] = []

  static let start = Instant(microseconds: 1_790_000_000_000_000)

  convenience init() throws { try self.init(at: nil) }

  /// - Parameter folder: of another one, which it takes over as a second daemon; nil: one of its own.
  init(at folder: String?) throws {
    temporary = folder == nil ? try TemporaryFolder() : nil
    self.folder = folder ?? temporary?.path ?? ""
    server = Engine.current == .shared ? try PostgreSQLServer() : nil
    let file = FileJournal(.init(path: "\(self.folder)/waymark.sqlite"), clock: { Self.start })
    history = ContactHistory(file, clock: { Self.start }, report: { _ in })
    open()
  }

  deinit { history.close() }

  var events: [String] { told.withLock { $0 } }

  /// Opens the file as after a restart.
  func open() {
    var settings = ContactHistory.Settings(path: path)
    settings.durability = durability
    settings.lock = lock
    settings.trace = { [trace] in trace }
    settings.logged = { [logged] since, _ in logged.filter { $0.recorded > since } }
    settings.uptime = { [weak self] in self?.uptime.withLock { $0 } ?? Self.firstUptime }
    history = ContactHistory(
      makeJournal(settings), uptime: settings.uptime, clock: { Self.start },
      report: { [weak self] event in
        self?.told.withLock {
          switch event {
          case .unavailable(let fault): $0.append("unavailable: \(fault)")
          case .recovered: $0.append("recovered")
          case .setAside(_, let contacts): $0.append("set aside: \(contacts)")
          case .damaged(let reason): $0.append("damaged: \(reason)")
          case .eventsLost(let count, let all): $0.append("events lost: \(count) of \(all)")
          case .began: self?.beginnings.withLock { $0 += 1 }
          case .restored(let erasures, let found): $0.append("restored: \(found) of \(erasures)")
          case .erasuresLost(let count, let all): $0.append("erasures lost: \(count) of \(all)")
          case .answerDamaged: $0.append("answer damaged")
          case .endLost: $0.append("end lost")
          case .withdrawalsRebuilt(let count): $0.append("withdrawals rebuilt: \(count)")
          case .erasuresRebuilt(let count): $0.append("erasures rebuilt: \(count)")
          case .withdrawalsUnavailable(let fault): $0.append("withdrawals unavailable: \(fault)")
          case .cleanUpWaits: $0.append("clean-up waits")
          case .alertsUnwritten: $0.append("alert unwritten")
          }
        }
      })
    history.open()
    history.begin(
      on: .init(
        execute: { [weak self] work in
          self?.work.withLock { $0.append(work) }
          self?.came.signal()
        },
        schedule: { [weak self] _, work in self?.delayed.withLock { $0.append(work) } }))
    prepare()
  }

  private func makeJournal(_ settings: ContactHistory.Settings) -> any HistoryJournal {
    guard let server, let library = try? ClientLibrary.load() else {
      return FileJournal(settings, clock: { Self.start })
    }
    return SharedJournal(.init(.init(server.address())), with: library, clock: { Self.start })
  }

  /// The file that it is kept in.
  var journal: FileJournal {
    guard let file = history.file else { preconditionFailure("it is kept in no file") }
    return file
  }

  /// Has what is needed in memory, where not all is.
  @discardableResult func prepare(_ journeys: [String] = []) -> Set<HistoryScope> {
    guard server != nil else { return [] }
    let scopes = Self.known.union(journeys.map { .journey($0) })
    let isReady = Mutex(false)
    history.prepare(HistoryNeeds(scopes: scopes)) { fault in
      #expect(fault == nil)
      isReady.withLock { $0 = true }
    }
    while !isReady.withLock({ $0 }), turn() {}
    return scopes
  }

  func restart() {
    history.close()
    open()
  }

  /// Closes it, does something to its files, and opens it again; only what is told from then on is kept.
  func restart(after accident: () throws -> Void) rethrows {
    history.close()
    try accident()
    told.withLock { $0 = [] }
    open()
  }

  /// Accepts what was damaged.
  func accept(at now: Instant = TestHistory.start) throws -> [String] {
    let outcome = Mutex<Result<[String], HistoryFault>?>(nil)
    history.accept(at: now) { result in outcome.withLock { $0 = result } }
    while outcome.withLock({ $0 == nil }), turn() {}
    return try outcome.withLock { try $0?.get() } ?? []
  }

  /// Whether a decision sees that a journey opted out of a channel.
  func isOut(_ journey: String, of channel: String = "email") -> Bool {
    let index = history.index
    let number = index.hasChannel(channel) ? index.channels.firstIndex(of: channel).map { Int32($0) } : nil
    guard let number else { return false }
    if let known = index.journeys.number(of: journey) {
      return index.withdrawals(ofJourney: known).contains { $0.channel == number }
    }
    return history.person(journey).flatMap { index.forgotten[$0] }?.contains { $0.channel == number } ?? false
  }

  /// Waits for work of the loop and does it.
  ///
  /// - Returns: whether any came; where none does the test has failed, and there is nothing more to wait for.
  @discardableResult func turn() -> Bool {
    guard came.wait(timeout: .now() + 60) == .success else {
      Issue.record("the loop has had no work for a minute")
      return false
    }
    for item in work.withLock({ work in
      defer { work = [] }
      return work
    }) { item() }
    return true
  }

  /// Lets the time pass after which an outage is looked at again.
  func passTime() {
    for item in delayed.withLock({ work in
      defer { work = [] }
      return work
    }) { item() }
  }

  /// Lets the time pass after which an outage is looked at again, and waits for what comes of it.
  func lookAgain() {
    passTime()
    // A file that is lost is written anew in a second turn.
    while turn(), history.fault != nil, delayed.withLock({ $0.isEmpty }) {}
  }

  /// Writes what an entry holds, and waits for it.
  ///
  /// - Parameter journeys: that it speaks of beside those of all tests.
  @discardableResult
  func submit(of journeys: String..., fill: (HistoryTransaction) -> Void) -> HistoryFault? {
    let scopes = prepare(journeys)
    let transaction = history.transaction(restingOn: history.basis(of: scopes))
    fill(transaction)
    let outcome = Mutex<HistoryFault??>(nil)
    history.commit(transaction) { fault in outcome.withLock { $0 = .some(fault) } }
    while outcome.withLock({ $0 == nil }), turn() {}
    return outcome.withLock { $0 ?? nil }
  }

  func erase(_ journey: String) -> Int? { try? erasing(journey)?.get() }

  func erasing(_ journey: String) -> Result<Int, HistoryFault>? {
    let erased = Mutex<Result<Int, HistoryFault>?>(nil)
    history.erase(journey, sameContactWithin: .hour) { result in
      erased.withLock { $0 = result.map(\.contacts) }
    }
    while erased.withLock({ $0 == nil }), turn() {}
    return erased.withLock { $0 }
  }

  /// `action channel at outcomes` of each contact of a journey; the instant in seconds from the start.
  func lines(_ journey: String) -> [String] {
    history.contacts(of: journey, within: .hour).map { contact in
      let seconds = (contact.at - Self.start).microseconds / 1_000_000
      let outcomes = contact.results.map(\.outcome.rawValue).joined(separator: ",")
      return "\(contact.stamp.action.text) \(contact.channel ?? "-") \(seconds) \(outcomes)"
    }
  }
}

extension ActionStamp {
  static func of(_ action: String) -> ActionStamp {
    ActionStamp(action: action, kind: "mail", group: nil, isExempt: false, counts: true)
  }
}

extension Instant {
  /// Seconds after the start of tests.
  static func s(_ seconds: Int64) -> Instant { TestHistory.start + TimeSpan(seconds: seconds) }
}

extension DecisionID {
  static func number(_ number: UInt64) -> DecisionID { DecisionID(high: 7, low: number) }
}

extension OutcomeReport {
  static func of(
    _ outcome: Outcome, _ action: String = "news", channel: String? = "email", journey: String? = nil,
    decision: DecisionID? = nil, account: String? = nil, at: Int64? = nil, value: Double? = nil
  ) -> OutcomeReport {
    OutcomeReport(
      decision: decision, journey: journey, account: account, stamp: .of(action), channel: channel,
      outcome: outcome, at: at.map { .s($0) }, value: value)
  }
}
