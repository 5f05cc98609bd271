package import System
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
    package var uptime: @Sendable () -> CleanUpMark.Uptime = { .now() }

    package init(path: String) { self.path = path }
  }

  package enum Event: Sendable {
    case unavailable(HistoryFault)
    case recovered
    /// A damaged file was put there, and a new one written of so many contacts.
    case setAside(String, contacts: Int)
    /// Something was damaged, for this reason, and nobody has accepted it yet.
    case damaged(String)
    /// A kept answer that was asked for is not what was written.
    case answerDamaged
    /// A power cut took what was recorded last, as the durability allows.
    case endLost
    /// The file of withdrawals, or its key, lacked what the database has, of so many opt-outs, and was written anew.
    case withdrawalsRebuilt(Int)
    /// Opt-outs cannot be written to their file, or no room be had for more.
    case withdrawalsUnavailable(HistoryFault)
    /// The clock is so far ahead of the last clean-up that nothing is forgotten by it.
    case cleanUpWaits(since: Instant)
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

  package typealias Done = (HistoryFault?) -> Void

  private struct Pending {
    /// Nil where withdrawals are noted in their file only.
    let entry: HistoryTransaction?
    let done: Done
    /// What is answered then.
    var fault: HistoryFault?
  }

  let settings: Settings
  let writer: HistoryWriter
  var loop: Loop?
  let tell: @Sendable (Event) -> Void
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
  /// How many opt-outs could not be written to their file at the end.
  private var unnoted = 0
  private var pending: [Int: Pending] = [:]
  /// Withdrawals of consent that could not be written yet.
  private(set) var unwritten: [HeldWithdrawal] = []
  /// Those of before the start that could not be written yet either.
  private var unwrittenBefore: [StoredWithdrawal] = []
  /// What was damaged and nobody has accepted yet.
  package internal(set) var damage: [String] = []
  /// What of it somebody has accepted, while that is being written.
  var accepting: [String] = []
  /// When contacts were last cleaned up, and whether that waits for somebody's consent.
  var cleaned: CleanUpMark?
  var isCleanUpHeld = false
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
      HistoryOpener(
        path: settings.path, durability: settings.durability, clock: clock, uptime: settings.uptime))
  }

  // MARK: Beginning and ending

  /// Opens and reads the file; where that is not possible the daemon goes on without.
  package func open() {
    let opened = writer.open()
    index = opened.index
    acknowledged = index.contactCount
    secret = opened.secret
    isRead = opened.isRead
    damage = opened.damage
    cleaned = opened.cleaned
    fault = opened.fault
    unwrittenBefore = opened.unwritten
    if let fault { tell(.unavailable(fault)) }
    if let path = opened.setAside {
      tell(.unavailable(.corrupt))
      tell(.setAside(path, contacts: index.contactCount))
      tell(.recovered)
    }
    for notice in opened.notices { tell(notice) }
    for line in damage { tell(.damaged(line)) }
  }

  /// From here on it belongs to the loop.
  package func begin(on loop: Loop) {
    self.loop = loop
    writer.report = { report in loop.execute { self.take(report) } }
    if fault != nil { lookAgain() }
    if !index.answers.isEmpty { writer.checkAnswers() }
  }

  /// Waits until all that was handed over is written or given up, and closes the file.
  package func close() { unnoted = writer.close() }

  /// What of the opt-outs a stop leaves unwritten, once it is closed and the loop has ended.
  package var leftOver: (optOuts: Int, lost: Int) {
    let count = Set(unwritten.map { [$0.journey, $0.channel] }).count
    return (count + unwrittenBefore.count, secret == nil ? count : min(count, unnoted))
  }

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

  package func entry() -> HistoryTransaction { HistoryTransaction(self, generation: generation) }

  /// Why nothing more can be taken now: an outage, or too many that wait.
  package var obstacle: HistoryFault? { fault ?? (isBusy ? busy : nil) }

  private var isBusy: Bool { writer.load >= settings.waiting }

  private var busy: HistoryFault { .failed("too many requests wait for the disk") }

  /// Writes an entry.
  ///
  /// - Parameter done: called on the loop once it is durable, or with the reason for which it was taken back.
  package func submit(_ entry: HistoryTransaction, done: @escaping Done) {
    if entry.generation != generation || fault != nil {
      giveUp(entry)
      return note(entry.withdrawals, fault ?? .failed("the history was not available meanwhile"), done)
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
  package func drop(_ entry: HistoryTransaction) {
    entry.takeBack()
    write(entry.withdrawals)
  }

  private func write(_ withdrawals: [HeldWithdrawal]) {
    guard !withdrawals.isEmpty else { return }
    let entry = entry()
    for item in withdrawals { entry.withdraw(item) }
    submit(entry) { _ in }
  }

  /// Has withdrawals written to their file that cannot go into the database now.
  ///
  /// - Parameter done: called once they are there, with the fault.
  private func note(_ withdrawals: [HeldWithdrawal], _ fault: HistoryFault, _ done: @escaping Done) {
    let changes = withdrawals.compactMap { item in
      person(item.journey).map { person in
        HistoryChange.withdrawal(
          StoredWithdrawal(person: person, channel: item.channel, at: item.at, journey: item.journey))
      }
    }
    guard !changes.isEmpty else { return done(fault) }
    nextJob += 1
    pending[nextJob] = Pending(entry: nil, done: done, fault: fault)
    writer.add(
      .init(
        number: nextJob, generation: generation, changes: changes, emptiesLog: false, isForFileOnly: true))
  }

  private func giveUp(_ entry: HistoryTransaction) {
    entry.takeBack()
    unwritten += entry.withdrawals
  }

  private func take(_ report: HistoryWriter.Report) {
    switch report {
    case .committed(let jobs): committed(jobs, nil)
    case .notEmptied(let jobs): committed(jobs, .copying)
    case .failed(let jobs, let fault):
      let failed = jobs.sorted().compactMap { pending.removeValue(forKey: $0) }
      for item in failed.reversed() { if let entry = item.entry { giveUp(entry) } }
      if self.fault == nil { beginOutage(fault) }
      for item in failed { item.done(fault) }
    case .noted(let jobs):
      for job in jobs {
        if let item = pending.removeValue(forKey: job) { item.done(item.fault) }
      }
    case .withdrawals(let event): tell(event)
    case .damaged(let reason): noteDamage(reason)
    case .answerDamaged: tell(.answerDamaged)
    case .stillUnavailable(let fault):
      self.fault = fault
      lookAgain()
    case .recovered(let recovery): endOutage(recovery)
    }
  }

  private func committed(_ jobs: [Int], _ fault: HistoryFault?) {
    for job in jobs {
      guard let item = pending.removeValue(forKey: job) else { continue }
      acknowledged += item.entry?.contactCount ?? 0
      item.done(fault)
    }
  }

  // MARK: Outages

  func beginOutage(_ fault: HistoryFault) {
    self.fault = fault
    generation += 1
    tell(.unavailable(fault))
    lookAgain()
  }

  private func lookAgain() {
    loop?.schedule(Self.patience) { [self] in
      // Where it was never read, what is damaged is found again, and what only seemed to be is not.
      writer.recover(
        isRead ? index : nil, count: acknowledged, secret: secret,
        damage: isRead ? damage.filter { !accepting.contains($0) } : [], cleaned: cleaned)
    }
  }

  private func endOutage(_ recovery: HistoryWriter.Recovery) {
    secret = recovery.secret
    let held = unwritten
    unwritten = []
    for notice in recovery.notices { tell(notice) }
    for line in recovery.damage where !damage.contains(line) { tell(.damaged(line)) }
    damage = isRead ? Damage.union(recovery.damage, damage) : recovery.damage
    cleaned = cleaned ?? recovery.cleaned
    if let index = recovery.index {
      self.index = index
      acknowledged = index.contactCount
      isRead = true
    }
    fault = nil
    // Something was found while the file was looked at.
    if damage != recovery.damage { writeDamage() }
    if let path = recovery.setAside { tell(.setAside(path, contacts: index.contactCount)) }
    tell(.recovered)
    write(held)
    writeBefore(isReadAnew: recovery.index != nil)
  }

  /// Writes what could not be written at the start. Where the file was read anew that is done.
  private func writeBefore(isReadAnew: Bool) {
    let withdrawals = unwrittenBefore
    unwrittenBefore = []
    guard !withdrawals.isEmpty, !isReadAnew else { return }
    let entry = entry()
    for withdrawal in withdrawals { entry.add(.withdrawal(withdrawal)) }
    submit(entry) { [self] fault in
      if fault != nil { unwrittenBefore += withdrawals }
    }
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

  /// Whether there was an answer under a key since an instant, whose journey was erased.
  package func isErased(_ key: Digest, since instant: Instant) -> Bool {
    index.answers[key].map { $0.isErased && $0.at >= instant } ?? false
  }

  /// Reads a kept answer.
  ///
  /// - Parameter done: called on the loop.
  package func answer(under key: Digest, _ done: @escaping @Sendable (FoundAnswer) -> Void) {
    guard let row = index.answers[key], let loop else { return done(.lost) }
    writer.answer(row.id) { answer in loop.execute { done(answer) } }
  }
}
