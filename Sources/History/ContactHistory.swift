package import Decisions
import DequeModule
import Dispatch
package import HistoryRecords
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

  let journal: any HistoryJournal
  /// The journal, where it is one.
  package let file: FileJournal?
  /// That of the journal.
  package let holdsAll: Bool
  private let waiting: Int
  let uptime: @Sendable () -> CleanUpMark.Uptime
  let clock: @Sendable () -> Instant
  /// Those that are not in the file yet.
  var pendingEvents = PendingEvents()
  var recent = RecentJourneys()
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
  package internal(set) var recorded = 0
  /// How many events were.
  package internal(set) var recordedEvents = 0
  /// Called on the loop with how long each commit took.
  package var measured: (Duration) -> Void = { _ in }
  var nextEntry = 0
  /// How many opt-outs could not be written to their file at the end.
  private var unnoted = 0
  /// Transactions by the numbers of their entries, until it is known what became of them.
  var pending: [Int: PendingTransaction] = [:]
  /// The ids of contacts that are on their way, where others write as well: newer copies do not have them.
  var unsettled: Set<Int64> = []
  /// The keys of answers that were read, the oldest first.
  var notedAnswers: Deque<Digest> = []
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

  /// - Parameters:
  ///   - journal: where it is kept for good.
  ///   - waiting: how many requests may wait for that.
  package init(
    _ journal: any HistoryJournal, waiting: Int = 10_000,
    uptime: @escaping @Sendable () -> CleanUpMark.Uptime = { .now() },
    clock: @escaping @Sendable () -> Instant, report: @escaping @Sendable (Event) -> Void
  ) {
    self.journal = journal
    file = journal.file
    holdsAll = journal.holdsAll
    areOptOutsWrittenTwice = journal.file != nil
    self.waiting = waiting
    self.uptime = uptime
    self.clock = clock
    self.report = report
  }

  /// One that is kept in a file.
  package convenience init(
    _ settings: Settings, clock: @escaping @Sendable () -> Instant,
    report: @escaping @Sendable (Event) -> Void
  ) {
    self.init(
      FileJournal(settings, clock: clock), waiting: settings.waiting, uptime: settings.uptime, clock: clock,
      report: report)
  }

  // MARK: Beginning and ending

  /// Opens and reads the file; where that is not possible the daemon goes on without.
  package func open() {
    let opened = journal.open()
    index = opened.index
    acknowledged = index.contactCount
    secret = opened.secret
    isRead = opened.isRead
    fault = opened.fault
    if let file = opened.file { read(file) }
    if let fault { report(.unavailable(fault)) }
    if let path = opened.file?.setAside {
      report(.unavailable(.corrupt))
      report(.setAside(path, contacts: index.contactCount))
      report(.recovered)
    }
    for notice in opened.file?.notices ?? [] { tell(notice) }
    for line in damage { report(.damaged(line)) }
  }

  /// What there is in a file beside what is in memory.
  private func read(_ opened: HistoryOpener.Opened) {
    eventCount = opened.eventCount
    damage = opened.damage
    cleaned = opened.cleaned
    began = opened.began
    lastErasure = opened.lastErasure
    unknownErasures = opened.unknownErasures
    for erasure in opened.erasures?.erasures ?? [] { noteErased(erasure) }
    unwrittenBefore = opened.unwritten
  }

  /// From here on it belongs to the loop.
  package func begin(on loop: Loop) {
    self.loop = loop
    journal.begin(for: self, on: loop)
    if fault != nil { lookAgain() }
    eraseAgain()
    if !index.answers.isEmpty { file?.writer.checkAnswers() }
    checkEvents()
  }

  /// Waits until all that was handed over is written or given up, and closes the file.
  package func close() { unnoted = journal.close() }

  /// Whether opt-outs that were told stand in no file yet.
  var areOptOutsOwed = false

  /// Whether opt-outs that were told, and could not be written to the database, hold after a restart too.
  var areOptOutsKept: Bool { file != nil && secret != nil && !areOptOutsOwed }

  /// Whether an opt-out that comes now is written to the file of withdrawals as well.
  package internal(set) var areOptOutsWrittenTwice = true

  /// How many opt-outs wait to be written to the database, those that were told twice counted twice.
  package var unwrittenOptOuts: Int { unwritten.count + unwrittenBefore.count }

  /// What of the opt-outs a stop leaves unwritten, once it is closed and the loop has ended.
  package var leftOver: (optOuts: Int, lost: Int) {
    let count = Set(unwritten.map { [$0.journey, $0.channel] }).count
    return (count + unwrittenBefore.count, secret == nil || file == nil ? count : min(count, unnoted))
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

  /// Why nothing more can be taken now: an outage, or too many that wait.
  package var obstacle: HistoryFault? { fault ?? (isBusy ? busy : nil) }

  var isBusy: Bool { journal.load >= waiting }

  var busy: HistoryFault { .failed("too many requests wait for the disk") }

  // MARK: Copies

  /// Writes a copy of the file, as it is now, to a path where nothing stands yet.
  ///
  /// - Parameter done: called on the loop.
  package func copy(to path: String, done: @escaping @Sendable (HistoryFault?) -> Void) {
    guard let loop else { return done(.failed("the daemon has not begun")) }
    loop.assertCurrent()
    guard let source = file?.path else { return done(.unsupported("copy it")) }
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
