import DequeModule
import HistoryRecords
import Rules
import Time

/// While the file cannot be written nothing is recorded, and it is looked at again and again.
extension ContactHistory {
  /// How long after an outage began, or was still found, the file is looked at again.
  private static let patience = Duration.seconds(1)

  func beginOutage(_ fault: HistoryFault) {
    self.fault = fault
    generation += 1
    report(.unavailable(fault))
    lookAgain()
  }

  /// Notices a file that is gone or replaced although nothing is written: who asks would not be told of it before the
  /// next contact.
  package func lookAtPlace() {
    loop?.assertCurrent()
    if fault == nil, isRead { file?.writer.lookAtPlace(generation) }
  }

  /// What whoever reads the file on a thread of their own calls where it is not one that can be read.
  var unreadable: @Sendable () -> Void {
    { [weak self] in
      guard let self, let loop else { return }
      loop.execute { self.noteUnreadable() }
    }
  }

  /// The writer, which has the file open, tells damage from another file that was put in its place.
  private func noteUnreadable() {
    if fault == nil, isRead, !damage.contains(Self.databaseIsDamaged) {
      file?.writer.noteUnreadable(generation)
    }
  }

  /// Has the file looked at again after a while.
  func lookAgain() {
    loop?.schedule(Self.patience) { [self] in journal.recover(expected) }
  }

  /// What the file has to hold; where it was never read, what is damaged is found again, and what only seemed to be is
  /// not.
  private var expected: JournalExpectation {
    JournalExpectation(
      contents: isRead ? secret.map { (acknowledged, $0) } : nil,
      damage: isRead ? damage.filter { !accepting.contains($0) } : [], cleaned: cleaned,
      began: began, erased: lastErasure)
  }

  /// The file is lost. Only now is the index handed over: as long as the writer has it, the first change to it copies
  /// all of it.
  func writeAnew() { file?.writer.writeAnew(index, expected) }

  func endOutage(_ recovery: JournalRecovery) {
    secret = recovery.secret
    let held = unwritten
    unwritten = []
    for notice in recovery.notices { tell(notice) }
    for line in recovery.damage where !damage.contains(line) { report(.damaged(line)) }
    damage = isRead ? Damage.union(recovery.damage, damage) : recovery.damage
    cleaned = cleaned ?? recovery.cleaned
    began = began ?? recovery.began
    lastErasure = max(lastErasure, recovery.lastErasure)
    for erasure in recovery.erasures { noteErased(erasure) }
    if var index = recovery.index {
      index.alerts.unite(with: self.index.alerts)
      self.index = index
      acknowledged = index.contactCount
      (unsettled, notedAnswers) = ([], [])
      swept = 0
      isRead = true
    }
    index.alerts.last = max(recovery.lastAlert, index.alerts.last)
    file?.reopenEvents()
    recent.removeAll()
    let lost = eventCount - recovery.eventCount
    eventCount = recovery.eventCount
    fault = nil
    // Contacts stand in memory as well; events are what the file has. Nothing is sent twice without them, so that the
    // history goes on.
    if lost > 0, recovery.index == nil {
      report(.eventsLost(lost, of: lost + eventCount))
    }
    // Something was found while the file was looked at.
    if damage != recovery.damage { writeDamage() }
    if let path = recovery.setAside { report(.setAside(path, contacts: index.contactCount)) }
    report(.recovered)
    onAlerts?()
    write(held)
    writeBefore(isReadAnew: recovery.index != nil)
    // Those of a start at which nothing could be written wait until now.
    if recovery.index != nil { unknownErasures = [] }
    unknownErasures += recovery.unknownErasures
    eraseAgain()
  }

  /// Writes what could not be written at the start. Where the file was read anew that is done.
  private func writeBefore(isReadAnew: Bool) {
    let withdrawals = unwrittenBefore
    unwrittenBefore = []
    guard !withdrawals.isEmpty, !isReadAnew else { return }
    let transaction = transaction()
    for withdrawal in withdrawals { transaction.add(.withdrawal(withdrawal)) }
    commit(transaction) { [self] fault in
      if fault != nil { unwrittenBefore += withdrawals }
    }
  }
}
