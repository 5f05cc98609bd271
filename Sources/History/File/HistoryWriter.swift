import Dispatch
import HistoryRecords
import Synchronization
import System

/// Writes what the loop hands over, on a queue of its own: a commit takes all that waits, and the next begins when it
/// has ended.
///
/// Unchecked because what is not under the lock is touched on the queue only.
final class HistoryWriter: @unchecked Sendable {
  private struct Waiting {
    var jobs: [JournalEntry] = []
    var isGoingOn = false
  }

  /// How long after withdrawals could not be written to their file that is tried again.
  private static let patience = DispatchTimeInterval.seconds(1)

  let queue = DispatchQueue(label: "history", qos: .userInitiated)
  let opener: HistoryOpener
  private let lock: HistoryLock?
  let alerts: WaitingAlerts
  private let waiting = Mutex(Waiting())
  var file: HistoryFile?
  private let beside: WithdrawalsBeside.Paths
  var withdrawals: WithdrawalFile?
  private var erasures: ErasureFile?
  /// Those that could not be noted: they go before the next one, so that none is missing among the numbers.
  private var unnotedErasures: [Erasure] = []
  /// Withdrawals that could not be written to their file when they came: the latest of each person and channel.
  private var owed: [WithdrawalContents.Key: StoredWithdrawal] = [:]
  /// Whether there were any when that was last reported.
  private var isOwing = false
  /// Whether they are tried again after a while, and not before.
  private var isOwedPutOff = false
  /// Why withdrawals could last not be written to their file, or no room be had for more.
  private var shortage: HistoryFault?
  /// Jobs of this generation or an earlier one rest on what was not written.
  private var failedGeneration = -1
  /// Opt-outs that stand in their file, and that the database did not take yet.
  private(set) var ahead: Set<WithdrawalContents.Key> = []
  /// Whether somebody else wrote the history: nothing is written by what is remembered here until it is read anew.
  var isOvertaken = false
  /// Whether it was closed for good: what comes later finds no file, and opens none.
  private(set) var isClosed = false
  /// Called on the queue.
  var report: (@Sendable (JournalReport) -> Void)?

  init(_ opener: HistoryOpener, lock: HistoryLock? = nil, alerts: WaitingAlerts = WaitingAlerts()) {
    self.opener = opener
    self.lock = lock
    self.alerts = alerts
    beside = WithdrawalsBeside.Paths(opener.path)
  }

  /// How many jobs wait.
  var load: Int { waiting.withLock { $0.jobs.count } }

  /// Opens and reads the file, at the start.
  func open() -> HistoryOpener.Opened {
    queue.sync {
      let opened = opener.open()
      adopt(opened)
      return opened
    }
  }

  func adopt(_ opened: HistoryOpener.Opened) {
    file = opened.file
    withdrawals = opened.withdrawals
    erasures = opened.erasures
    shortage = opened.withdrawals?.shortage
    if opened.fault == nil { file?.beginUse() }
    if opened.fault == nil { alerts.release() } else { alerts.hold() }
  }

  func add(_ job: JournalEntry) {
    waiting.withLock { $0.jobs.append(job) }
    wake()
  }

  /// Sees to it that what waits is committed.
  func wake() {
    let mustDrain = waiting.withLock { waiting in
      defer { waiting.isGoingOn = true }
      return !waiting.isGoingOn
    }
    if mustDrain { goOn() }
  }

  /// Commits what waits, then lets others have the queue before the next commit.
  private func goOn() {
    queue.async { if self.commitWaiting() { self.goOn() } }
  }

  /// - Returns: whether anything was waiting.
  private func commitWaiting() -> Bool {
    let (jobs, raised) = waiting.withLock { waiting in
      let jobs = waiting.jobs
      let raised = alerts.next()
      waiting.jobs.removeAll()
      waiting.isGoingOn = !jobs.isEmpty || !raised.isEmpty
      return (jobs, raised)
    }
    if jobs.isEmpty && raised.isEmpty { return false }
    commit(jobs, raised)
    return true
  }

  private func commit(_ all: [JournalEntry], _ raised: [WaitingAlerts.Item]) {
    // First, and of jobs that will fail as well: an opt-out holds whatever becomes of the rest.
    writeWithdrawals(of: all)
    // Before whoever told them is answered.
    reportOwing()
    let noted = all.filter(\.isForFileOnly).map(\.number)
    if !noted.isEmpty { report?(.noted(noted)) }
    let jobs = all.filter { !$0.isForFileOnly }
    let sound = jobs.filter { $0.generation > failedGeneration }
    let stale = jobs.filter { $0.generation <= failedGeneration }.map(\.number)
    if !stale.isEmpty { report?(.failed(stale, .failed("a commit before it failed"))) }
    guard !sound.isEmpty || !raised.isEmpty else { return }
    do throws(HistoryFault) {
      try keepOthersAway()
      guard let file else { throw .failed("the file is not open") }
      let changes = raised.map { HistoryChange.alert($0.alert, number: nil) } + sound.flatMap(\.changes)
      if !changes.isEmpty {
        let began = ContinuousClock.now
        try file.commit(changes)
        report?(.measured(ContinuousClock.now - began))
        if !ahead.isEmpty { ahead.subtract(changes.compactMap(\.optOut)) }
      }
      if !raised.isEmpty {
        alerts.finish(raised)
        report?(.alertsWritten(last: file.lastAlert))
      }
      report?(.committed(sound.filter { !$0.emptiesLog }.map(\.number)))
      emptyLog(of: file, for: sound.filter(\.emptiesLog).map(\.number))
    } catch {
      alerts.hold(raised)
      failedGeneration = sound.map(\.generation).max() ?? failedGeneration
      report?(.failed(sound.map(\.number), error))
    }
  }

  /// What was begun before an outage rests on what is not there any more.
  func fail(_ generation: Int) { failedGeneration = max(failedGeneration, generation) }

  private func writeWithdrawals(of jobs: [JournalEntry]) {
    for job in jobs {
      for case .withdrawal(let withdrawal) in job.changes {
        let key = withdrawal.key
        if let known = owed[key], known.at > withdrawal.at { continue }
        owed[key] = withdrawal
      }
    }
    if !isOwedPutOff { writeOwed() }
  }

  private func reportOwing() {
    guard isOwing == owed.isEmpty else { return }
    isOwing.toggle()
    report?(.owing(isOwing))
  }

  /// Before anything is written.
  ///
  /// - Throws: where another daemon has the lock by now, or had it and wrote, or has left a database of its own: nothing
  ///   of that is touched.
  func keepOthersAway() throws(HistoryFault) {
    do throws(HistoryFault) {
      try lock?.renew()
    } catch {
      isOvertaken = true
      throw error
    }
    // Of what somebody put in its place nothing is known: who writes the one that is open here is looked at once it is back.
    if !isOvertaken, file?.isReplaced == true { throw .replaced }
    if file?.isOvertaken == true { isOvertaken = true }
    if isOvertaken { throw .overtaken }
  }

  func writeOwed() {
    guard !owed.isEmpty else { return }
    do throws(HistoryFault) {
      try keepOthersAway()
      if withdrawals?.isInPlace != true { try renewWithdrawals() } else { try renewKey() }
      try withdrawals?.append(Array(owed.values))
      ahead.formUnion(owed.keys)
      owed = [:]
      report(withdrawals?.shortage)
    } catch {
      report(error)
      // Not at each commit: writing the file anew takes long.
      isOwedPutOff = true
      queue.asyncAfter(deadline: .now() + Self.patience) { [weak self] in
        guard let self, !isClosed else { return }
        isOwedPutOff = false
        writeOwed()
        reportOwing()
      }
    }
  }

  /// Writes the file of withdrawals, or its key, again where one is gone, although no opt-out comes; tries for room again
  /// where there was none.
  func lookAtWithdrawals() {
    guard !isOwedPutOff else { return }
    do throws(HistoryFault) {
      if withdrawals?.isInPlace != true { try renewWithdrawals() } else { try renewKey() }
      withdrawals?.makeRoom()
      report(withdrawals?.shortage)
    } catch {
      report(error)
    }
  }

  /// Writes the file of erasures again, of what is remembered of it, where it is gone.
  func lookAtErasures() {
    guard let count = erasures?.countIfGone, count > 0 else { return }
    do throws(HistoryFault) {
      try erasures?.append([]) { opener.nameAside(of: opener.path) }
      report?(.withdrawals(.erasuresRebuilt(count)))
    } catch {
      // The next erasure meets it as well, and is answered with it.
    }
  }

  /// Writes the file of withdrawals anew, of what the database has.
  func renewWithdrawals() throws(HistoryFault) {
    withdrawals = nil
    guard let file else { throw .failed("the database is not open") }
    let (all, bad) = try file.withdrawals()
    if bad > 0 { report?(.damaged("opt-outs in the database are not what was written, \(bad) of them")) }
    if HistoryKey.read(beside.key).key != file.secret { try HistoryKey.write(file.secret, to: beside.key) }
    withdrawals = try WithdrawalFile.write(all, under: file.secret, to: beside.withdrawals)
    report?(.withdrawals(.withdrawalsRebuilt(all.count)))
  }

  /// Writes the key again where its file is gone: without it nobody could tell whose the withdrawals are, should the
  /// database be lost.
  private func renewKey() throws(HistoryFault) {
    guard let file, FileIdentity(of: beside.key) == nil else { return }
    try HistoryKey.write(file.secret, to: beside.key)
  }

  func report(_ shortage: HistoryFault?) {
    if let shortage, shortage != self.shortage { report?(.withdrawals(.withdrawalsUnavailable(shortage))) }
    if shortage == nil, self.shortage != nil { report?(.withdrawalsWritten) }
    self.shortage = shortage
  }

  /// A copy that is being made keeps the log from being emptied: that is no outage.
  private func emptyLog(of file: HistoryFile, for jobs: [Int]) {
    guard !jobs.isEmpty else { return }
    do throws(HistoryFault) {
      try file.emptyLog()
      report?(.committed(jobs))
    } catch {
      report?(.notEmptied(jobs))
    }
  }

  /// Notes that journeys were erased.
  ///
  /// - Parameter done: called on the queue once that is durable, or with why it is not noted.
  func note(_ added: [Erasure], _ done: @escaping @Sendable (HistoryFault?) -> Void) {
    queue.async { [self] in
      unnotedErasures += added
      do throws(HistoryFault) {
        try keepOthersAway()
        if erasures == nil, let file { erasures = ErasureFile(beside: opener.path, under: file.secret) }
        guard let path = erasures?.path else { throw .failed("no key is known") }
        try erasures?.append(unnotedErasures) { opener.nameAside(of: path) }
        unnotedErasures = []
        done(nil)
      } catch {
        done(error)
      }
    }
  }

  /// Asks for a kept answer.
  func answer(_ id: Int64, _ done: @escaping @Sendable (FoundAnswer) -> Void) {
    queue.async { [self] in
      let found = read(id)
      // It concerns whoever repeats that request, for a day, and nobody else.
      if found == .damaged { report?(.answerDamaged) }
      done(found)
    }
  }

  private func read(_ id: Int64) -> FoundAnswer {
    do throws(HistoryFault) {
      guard let file else { throw .failed("the file is not open") }
      return try file.answer(id)
    } catch {
      return error == .corrupt ? .damaged : .unreadable(error)
    }
  }

  /// Looks through the kept answers, which a start does not read, a few at a time; ends at the first bad one. Whatever
  /// else keeps them from being read is met again by who asks for one.
  func checkAnswers(from first: Int64 = 0) {
    queue.async { [self] in
      do throws(HistoryFault) {
        guard let found = try file?.checkAnswers(from: first, most: 100) else { return }
        guard found.areWhole else { throw .corrupt }
        if let next = found.next { checkAnswers(from: next) }
      } catch {
        if error == .corrupt { report?(.damaged("a kept answer is not what was written")) }
      }
    }
  }

  /// Keeps settings in the file, all of them or none.
  func set(_ values: [FileSetting: [UInt8]], _ done: @escaping @Sendable (HistoryFault?) -> Void) {
    queue.async { [self] in
      do throws(HistoryFault) {
        try keepOthersAway()
        guard let file else { throw .failed("the file is not open") }
        try file.set(values)
        done(nil)
      } catch {
        done(error)
      }
    }
  }

  /// Waits until all that was handed over is written, or given up.
  ///
  /// - Returns: how many withdrawals could not be written to their file.
  func close() -> Int {
    queue.sync {
      while commitWaiting() {}
      writeOwed()
      isClosed = true
      alerts.hold()
      alerts.finishLogging()
      file?.endUse(isWhole: ahead.isEmpty && owed.isEmpty)
      file?.close()
      file = nil
      withdrawals = nil
      return owed.count
    }
  }
}
