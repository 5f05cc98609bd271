package import Decisions
import Dispatch
import Rules
package import System
package import Time

/// What was delivered to whom and what came of it: remembered in memory, written by another thread.
///
/// Unchecked because it is touched on the event loop only, once it has begun, which reading, recording and copying
/// assert.
package final class ContactHistory: @unchecked Sendable {
  package struct Settings: Sendable {
    package var path: String
    package var durability = Durability.full
    /// How many requests may wait for the disk.
    package var waiting = 10_000
    package var uptime: @Sendable () -> CleanUpMark.Uptime = { .now() }
    /// Keeps a second daemon away; nil where nobody else can come.
    package var lock: HistoryLock?
    /// What else shows that there was a history, as a clause: asked where none of its own files is there.
    package var trace: @Sendable () -> String? = { nil }
    /// What the decision log shows that was known since an instant, the newest first; given the key of the history.
    package var logged: @Sendable (Instant, [UInt8]) -> [LoggedKnowledge] = { _, _ in [] }

    package init(path: String) { self.path = path }
  }

  /// Runs work on the event loop, at once or after a time.
  package struct Loop: Sendable {
    package var execute: @Sendable (@escaping @Sendable () -> Void) -> Void
    package var schedule: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    /// Whether the caller runs on the loop; nil where there is one thread only, and nothing to check.
    package var isCurrent: (@Sendable () -> Bool)?

    package init(
      execute: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void,
      schedule: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void,
      isCurrent: (@Sendable () -> Bool)? = nil
    ) {
      self.execute = execute
      self.schedule = schedule
      self.isCurrent = isCurrent
    }

    /// Stops the process where the history is used outside its loop: two threads would damage its index silently.
    func assertCurrent() {
      if let isCurrent { precondition(isCurrent(), "the history was used outside its event loop") }
    }
  }

  package typealias Done = (HistoryFault?) -> Void

  private struct Pending {
    /// Nil where withdrawals are noted in their file only.
    let transaction: HistoryTransaction?
    let done: Done
    /// What is answered then.
    var fault: HistoryFault?
  }

  let settings: Settings
  let writer: HistoryWriter
  let events: EventStore
  /// Those that are not in the file yet.
  var pendingEvents = PendingEvents()
  var recent = RecentJourneys()
  let eventUpkeep: EventUpkeep
  package let sweepReader: SweepReader
  /// Where the clean-up of events goes on, and whether it does.
  var eventsSwept: String?
  var isSweepingEvents = false
  var areEventsSwept = false
  /// How many events the file holds.
  package internal(set) var eventCount = 0
  var loop: Loop?
  let report: @Sendable (Event) -> Void
  var index = HistoryIndex()
  var secret: [UInt8]?
  /// Whether the file was ever read.
  var isRead = false
  /// Why nothing can be recorded now; nil where all is well.
  package internal(set) var fault: HistoryFault?
  /// How many outages there were.
  var generation = 0
  /// Journeys that the file is about to forget, and how often.
  private var beingForgotten: [ExactText: Int] = [:]
  /// How many contacts were acknowledged and not forgotten since.
  var acknowledged = 0
  /// How many contacts were recorded since the start.
  package private(set) var recorded = 0
  /// How many events were.
  package private(set) var recordedEvents = 0
  /// Called on the loop with how long each commit took.
  package var measured: (Duration) -> Void = { _ in }
  private var nextJob = 0
  /// How many opt-outs could not be written to their file at the end.
  private var unnoted = 0
  private var pending: [Int: Pending] = [:]
  /// Withdrawals of consent that could not be written yet.
  var unwritten: [HeldWithdrawal] = []
  /// Those of before the start that could not be written yet either.
  var unwrittenBefore: [StoredWithdrawal] = []
  /// What was damaged and nobody has accepted yet.
  package internal(set) var damage: [String] = []
  /// What of it somebody has accepted, while that is being written.
  var accepting: [String] = []
  /// When contacts were last cleaned up, and whether that waits for somebody's consent.
  var cleaned: CleanUpMark?
  var isCleanUpHeld = false
  /// When it began; nil where that is not known.
  package internal(set) var began: Instant?
  /// The number of the last journey that was erased, and those that an old copy brought back.
  var lastErasure: Int64 = 0
  var unknownErasures: [Erasure] = []
  /// Those that came to nothing, and have a number.
  var voidErasures: [Erasure] = []
  /// When each journey was erased last.
  var erased: [Digest: Instant] = [:]
  /// Who waits until an erasure is noted.
  var notes: [Int64: (HistoryFault?) -> Void] = [:]
  /// The row at which the clean-up goes on.
  var swept: Int32 = 0
  /// What the clean-up that is under way has come through.
  var areContactsCleaned = false
  var areEventsCleaned = false
  /// Called on the loop when alerts were stored.
  package var onAlerts: (() -> Void)?

  package init(
    _ settings: Settings, clock: @escaping @Sendable () -> Instant,
    report: @escaping @Sendable (Event) -> Void
  ) {
    self.settings = settings
    self.report = report
    writer = HistoryWriter(
      HistoryOpener(
        path: settings.path, durability: settings.durability, clock: clock, uptime: settings.uptime,
        trace: settings.trace, logged: settings.logged),
      lock: settings.lock)
    events = EventStore(settings.path)
    eventUpkeep = EventUpkeep(settings.path)
    sweepReader = SweepReader(settings.path)
  }

  // MARK: Beginning and ending

  /// Opens and reads the file; where that is not possible the daemon goes on without.
  package func open() {
    let opened = writer.open()
    index = opened.index
    acknowledged = index.contactCount
    eventCount = opened.eventCount
    secret = opened.secret
    isRead = opened.isRead
    damage = opened.damage
    cleaned = opened.cleaned
    began = opened.began
    lastErasure = opened.lastErasure
    unknownErasures = opened.unknownErasures
    for erasure in opened.erasures?.erasures ?? [] { noteErased(erasure) }
    fault = opened.fault
    unwrittenBefore = opened.unwritten
    if let fault { report(.unavailable(fault)) }
    if let path = opened.setAside {
      report(.unavailable(.corrupt))
      report(.setAside(path, contacts: index.contactCount))
      report(.recovered)
    }
    for notice in opened.notices { tell(notice) }
    for line in damage { report(.damaged(line)) }
  }

  /// From here on it belongs to the loop.
  package func begin(on loop: Loop) {
    self.loop = loop
    events.damaged = { [weak self] in self?.noteDamage(Self.eventsAreDamaged) }
    let unreadable = unreadable
    events.unreadable = unreadable
    eventUpkeep.events.whenUnreadable(unreadable)
    sweepReader.events.whenUnreadable(unreadable)
    writer.report = { message in loop.execute { self.receive(message) } }
    if fault != nil { lookAgain() }
    eraseAgain()
    if !index.answers.isEmpty { writer.checkAnswers() }
    checkEvents()
  }

  /// Waits until all that was handed over is written or given up, and closes the file.
  package func close() { unnoted = writer.close() }

  /// Whether opt-outs that were told stand in no file yet.
  private var areOptOutsOwed = false

  /// Whether opt-outs that were told, and could not be written to the database, hold after a restart too.
  var areOptOutsKept: Bool { secret != nil && !areOptOutsOwed }

  /// Whether an opt-out that comes now is written to the file of withdrawals as well.
  package private(set) var areOptOutsWrittenTwice = true

  /// How many opt-outs wait to be written to the database, those that were told twice counted twice.
  package var unwrittenOptOuts: Int { unwritten.count + unwrittenBefore.count }

  /// What of the opt-outs a stop leaves unwritten, once it is closed and the loop has ended.
  package var leftOver: (optOuts: Int, lost: Int) {
    let count = Set(unwritten.map { [$0.journey, $0.channel] }).count
    return (count + unwrittenBefore.count, secret == nil ? count : min(count, unnoted))
  }

  static let eventsAreDamaged = "events in the database are not what was written"
  static let databaseIsDamaged = "the database was found damaged while it was read"

  // MARK: Reading

  /// Whether it knows what was delivered before: false where the file could not be read yet.
  package var isKnown: Bool { isRead }

  package var contactCount: Int { index.contactCount }

  /// What is remembered for a decision.
  package func known(of journey: String, account: String?, for view: HistoryView) -> JourneyHistory {
    loop?.assertCurrent()
    let secret = secret
    return view.history(of: journey, account: account, in: &index) {
      secret.map { Digest(of: journey, under: $0) }
    }
  }

  /// Nil where the secret is not known.
  func person(_ journey: String) -> Digest? { secret.map { Digest(of: journey, under: $0) } }

  // MARK: Recording

  package func transaction() -> HistoryTransaction {
    loop?.assertCurrent()
    return HistoryTransaction(self, generation: generation)
  }

  /// Why nothing more can be taken now: an outage, or too many that wait.
  package var obstacle: HistoryFault? { fault ?? (isBusy ? busy : nil) }

  private var isBusy: Bool { writer.load >= settings.waiting }

  private var busy: HistoryFault { .failed("too many requests wait for the disk") }

  /// Writes an transaction.
  ///
  /// - Parameter done: called on the loop once it is durable, or with the reason for which it was rolled back.
  package func commit(_ transaction: HistoryTransaction, done: @escaping Done) {
    if transaction.generation != generation || fault != nil {
      abandon(transaction)
      return note(transaction.withdrawals, fault ?? .failed("the history was not available meanwhile"), done)
    }
    // An opt-out is taken however many wait.
    if isBusy, transaction.withdrawals.isEmpty {
      abandon(transaction)
      return done(busy)
    }
    nextJob += 1
    pending[nextJob] = Pending(transaction: transaction, done: done)
    writer.add(
      .init(
        number: nextJob, generation: generation, changes: transaction.changes,
        emptiesLog: transaction.emptiesLog))
  }

  /// Takes back what a request would have recorded that is refused after all; opt-outs in it hold.
  package func discard(_ transaction: HistoryTransaction) {
    transaction.rollBack()
    write(transaction.withdrawals)
  }

  func write(_ withdrawals: [HeldWithdrawal]) {
    guard !withdrawals.isEmpty else { return }
    let transaction = transaction()
    for item in withdrawals { transaction.withdraw(item) }
    commit(transaction) { _ in }
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
    pending[nextJob] = Pending(transaction: nil, done: done, fault: fault)
    writer.add(
      .init(
        number: nextJob, generation: generation, changes: changes, emptiesLog: false, isForFileOnly: true))
  }

  private func abandon(_ transaction: HistoryTransaction) {
    transaction.rollBack()
    unwritten += transaction.withdrawals
  }

  /// Reports what was found of withdrawals.
  func tell(_ event: Event) {
    if case .withdrawalsUnavailable = event { areOptOutsWrittenTwice = false }
    report(event)
  }

  private func receive(_ message: HistoryWriter.Report) {
    switch message {
    case .committed(let jobs): committed(jobs, nil)
    case .measured(let duration): measured(duration)
    case .notEmptied(let jobs): committed(jobs, .copying)
    case .failed(let jobs, let fault):
      let failed = jobs.sorted().compactMap { pending.removeValue(forKey: $0) }
      for item in failed.reversed() { if let transaction = item.transaction { abandon(transaction) } }
      if self.fault == nil { beginOutage(fault) }
      for item in failed { item.done(fault) }
    case .noted(let jobs):
      for job in jobs {
        if let item = pending.removeValue(forKey: job) { item.done(item.fault) }
      }
    case .withdrawals(let event): tell(event)
    case .owing(let isOwing): areOptOutsOwed = isOwing
    case .withdrawalsWritten: areOptOutsWrittenTwice = true
    case .alertsWritten(let last): alertsWritten(last: last)
    case .damaged(let reason): noteDamage(reason)
    case .unreadable: if !damage.contains(Self.eventsAreDamaged) { noteDamage(Self.databaseIsDamaged) }
    case .answerDamaged: report(.answerDamaged)
    case .stillUnavailable(let fault):
      self.fault = fault
      lookAgain()
    case .lost: writeAnew()
    case .recovered(let recovery): endOutage(recovery)
    }
  }

  private func committed(_ jobs: [Int], _ fault: HistoryFault?) {
    for job in jobs {
      guard let item = pending.removeValue(forKey: job) else { continue }
      let count = item.transaction?.contactCount ?? 0
      acknowledged += count
      recorded += count
      if let transaction = item.transaction {
        recordedEvents += transaction.events.count
        finish(transaction.events, areStored: true)
      }
      item.done(fault)
    }
  }

  // MARK: Copies

  /// Writes a copy of the file, as it is now, to a path where nothing stands yet.
  ///
  /// - Parameter done: called on the loop.
  package func copy(to path: String, done: @escaping @Sendable (HistoryFault?) -> Void) {
    guard let loop else { return done(.failed("the daemon has not begun")) }
    loop.assertCurrent()
    let source = settings.path
    let unreadable = unreadable
    DispatchQueue.global().async {
      let identity = FileIdentity(of: source)
      var fault: HistoryFault?
      do throws(HistoryFault) { try HistoryFile.copy(source, to: path) } catch { fault = error }
      if fault == .corrupt, FileIdentity(of: source) == identity { unreadable() }
      loop.execute { [fault] in done(fault) }
    }
  }

  // MARK: Journeys that leave

  /// Whether the file is about to forget a journey, so that what it has of its withdrawals will name nobody.
  func isBeingForgotten(_ journey: String) -> Bool {
    !beingForgotten.isEmpty && beingForgotten[ExactText(journey)] != nil
  }

  func beginForgetting(_ journey: String) { beingForgotten[ExactText(journey), default: 0] += 1 }

  /// The file has forgotten it, or will not.
  func endForgetting(_ journey: String) {
    let times = beingForgotten[ExactText(journey), default: 1] - 1
    beingForgotten[ExactText(journey)] = times == 0 ? nil : times
  }
}
