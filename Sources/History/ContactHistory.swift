package import Decisions
import Dispatch
import Rules
package import Time

/// What was delivered to whom and what came of it: remembered in memory, written by another thread.
///
/// Unchecked because it is touched on the event loop only, once it has begun.
package final class ContactHistory: @unchecked Sendable {
  package struct Settings: Sendable {
    package var path: String
    package var durability = Durability.full
    /// How many requests may wait for the disk.
    package var waiting = 10_000

    package init(path: String) { self.path = path }
  }

  package enum Event: Sendable {
    case unavailable(HistoryFault)
    case recovered
    /// A damaged file was put there, and a new one written of so many contacts.
    case setAside(String, contacts: Int)
  }

  /// Runs work on the event loop, at once or after a time.
  package struct Loop: Sendable {
    package var execute: @Sendable (@escaping @Sendable () -> Void) -> Void
    package var schedule: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void

    package init(
      execute: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void,
      schedule: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    ) {
      self.execute = execute
      self.schedule = schedule
    }
  }

  package typealias Done = @Sendable (HistoryFault?) -> Void

  private struct Pending {
    let entry: HistoryEntry
    let done: Done
  }

  private let settings: Settings
  private let writer: HistoryWriter
  private var loop: Loop?
  private let tell: @Sendable (Event) -> Void
  var index = HistoryIndex()
  private var secret: [UInt8]?
  /// Whether the file was ever read.
  private var isRead = false
  /// Why nothing can be recorded now; nil where all is well.
  package private(set) var fault: HistoryFault?
  /// How many outages there were.
  private var generation = 0
  /// Journeys that the file is about to forget, and how often.
  private var leaving: [ExactText: Int] = [:]
  /// How many contacts were acknowledged and not forgotten since.
  var acknowledged = 0
  private var nextJob = 0
  private var pending: [Int: Pending] = [:]
  /// Withdrawals of consent that could not be written yet.
  private var unwritten: [HeldWithdrawal] = []
  /// The row at which the clean-up goes on.
  var swept: Int32 = 0

  /// How long after an outage began, or was still found, the file is looked at again.
  private static let patience = Duration.seconds(1)

  package init(
    _ settings: Settings, clock: @escaping @Sendable () -> Instant,
    tell: @escaping @Sendable (Event) -> Void
  ) {
    self.settings = settings
    self.tell = tell
    writer = HistoryWriter(
      HistoryOpener(path: settings.path, durability: settings.durability, clock: clock))
  }

  // MARK: Beginning and ending

  /// Opens and reads the file; where that is not possible the daemon goes on without.
  package func open() {
    do throws(HistoryFault) {
      let opened = try writer.open()
      index = opened.index
      acknowledged = index.contactCount
      secret = opened.secret
      isRead = true
      if let fault = opened.fault {
        self.fault = fault
        tell(.unavailable(fault))
      }
      if let path = opened.setAside {
        tell(.unavailable(.corrupt))
        tell(.setAside(path, contacts: index.contactCount))
        tell(.recovered)
      }
    } catch {
      fault = error
      tell(.unavailable(error))
    }
  }

  /// From here on it belongs to the loop.
  package func begin(on loop: Loop) {
    self.loop = loop
    writer.report = { report in loop.execute { self.take(report) } }
    if fault != nil { lookAgain() }
  }

  /// Waits until all that was handed over is written or given up, and closes the file.
  package func close() { writer.close() }

  // MARK: Reading

  /// Whether it knows what was delivered before: false where the file could not be read yet.
  package var isKnown: Bool { isRead }

  package var contactCount: Int { index.contactCount }

  /// What is remembered for a decision.
  package func known(of journey: String, account: String?, for view: HistoryView) -> JourneyHistory {
    let secret = secret
    return view.history(of: journey, account: account, in: &index) {
      secret.map { Digest(of: journey, under: $0) }
    }
  }

  /// Nil where the secret is not known.
  func person(_ journey: String) -> Digest? { secret.map { Digest(of: journey, under: $0) } }

  // MARK: Recording

  package func entry() -> HistoryEntry { HistoryEntry(self, generation: generation) }

  /// Why nothing more can be taken now: an outage, or too many that wait.
  package var obstacle: HistoryFault? { fault ?? (isBusy ? busy : nil) }

  private var isBusy: Bool { writer.load >= settings.waiting }

  private var busy: HistoryFault { .failed("too many requests wait for the disk") }

  /// Writes an entry.
  ///
  /// - Parameter done: called on the loop once it is durable, or with the reason for which it was taken back.
  package func submit(_ entry: HistoryEntry, done: @escaping Done) {
    if entry.generation != generation || fault != nil {
      giveUp(entry)
      return done(fault ?? .failed("the history was not available meanwhile"))
    }
    // An opt-out is taken however many wait.
    if isBusy, entry.withdrawals.isEmpty {
      giveUp(entry)
      return done(busy)
    }
    nextJob += 1
    pending[nextJob] = Pending(entry: entry, done: done)
    writer.add(
      .init(
        number: nextJob, generation: generation, changes: entry.changes, emptiesLog: entry.emptiesLog))
  }

  /// Takes back what a request would have recorded that is refused after all; opt-outs in it hold.
  package func drop(_ entry: HistoryEntry) {
    entry.takeBack()
    write(entry.withdrawals)
  }

  private func write(_ withdrawals: [HeldWithdrawal]) {
    guard !withdrawals.isEmpty else { return }
    let entry = entry()
    for item in withdrawals { entry.withdraw(item) }
    submit(entry) { _ in }
  }

  private func giveUp(_ entry: HistoryEntry) {
    entry.takeBack()
    unwritten += entry.withdrawals
  }

  private func take(_ report: HistoryWriter.Report) {
    switch report {
    case .committed(let jobs): committed(jobs, nil)
    case .notEmptied(let jobs): committed(jobs, .copying)
    case .failed(let jobs, let fault):
      let failed = jobs.sorted().compactMap { pending.removeValue(forKey: $0) }
      for item in failed.reversed() { giveUp(item.entry) }
      if self.fault == nil { beginOutage(fault) }
      for item in failed { item.done(fault) }
    case .stillUnavailable(let fault):
      self.fault = fault
      lookAgain()
    case .recovered(let recovery): endOutage(recovery)
    }
  }

  private func committed(_ jobs: [Int], _ fault: HistoryFault?) {
    for job in jobs {
      guard let item = pending.removeValue(forKey: job) else { continue }
      acknowledged += item.entry.contactCount
      item.done(fault)
    }
  }

  // MARK: Outages

  private func beginOutage(_ fault: HistoryFault) {
    self.fault = fault
    generation += 1
    tell(.unavailable(fault))
    lookAgain()
  }

  private func lookAgain() {
    loop?.schedule(Self.patience) { [self] in
      writer.recover(isRead ? index : nil, count: acknowledged, secret: secret)
    }
  }

  private func endOutage(_ recovery: HistoryWriter.Recovery) {
    secret = recovery.secret
    let held = unwritten
    unwritten = []
    if let index = recovery.index {
      self.index = index
      acknowledged = index.contactCount
      isRead = true
    }
    fault = nil
    if let path = recovery.setAside { tell(.setAside(path, contacts: index.contactCount)) }
    tell(.recovered)
    write(held)
  }

  // MARK: Copies

  /// Writes a copy of the file, as it is now, to a path where nothing stands yet.
  ///
  /// - Parameter done: called on the loop.
  package func copy(to path: String, done: @escaping @Sendable (HistoryFault?) -> Void) {
    guard let loop else { return done(.failed("the daemon has not begun")) }
    let source = settings.path
    DispatchQueue.global().async {
      var fault: HistoryFault?
      do throws(HistoryFault) { try HistoryFile.copy(source, to: path) } catch { fault = error }
      loop.execute { [fault] in done(fault) }
    }
  }

  // MARK: Journeys that leave

  /// Whether the file is about to forget a journey, so that what it has of its withdrawals will name nobody.
  func isLeaving(_ journey: String) -> Bool { !leaving.isEmpty && leaving[ExactText(journey)] != nil }

  func leave(_ journey: String) { leaving[ExactText(journey), default: 0] += 1 }

  /// The file has forgotten it, or will not.
  func haveLeft(_ journey: String) {
    let times = leaving[ExactText(journey), default: 1] - 1
    leaving[ExactText(journey)] = times == 0 ? nil : times
  }

  // MARK: Kept answers

  /// What was asked under a key since an instant, if anything.
  package func question(under key: Digest, since instant: Instant) -> Digest? {
    index.answers[key].flatMap { $0.at >= instant ? $0.question : nil }
  }

  /// Reads a kept answer.
  ///
  /// - Parameter done: called on the loop; nil where it cannot be read.
  package func answer(
    under key: Digest, _ done: @escaping @Sendable ((revision: String, body: [UInt8])?) -> Void
  ) {
    guard let row = index.answers[key], let loop else { return done(nil) }
    writer.answer(row.id) { answer in loop.execute { done(answer) } }
  }
}
