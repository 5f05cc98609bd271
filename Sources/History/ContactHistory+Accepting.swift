package import HistoryRecords
package import Time

extension ContactHistory {
  /// Notes that something was found damaged while it runs.
  func noteDamage(_ reason: String) {
    guard !damage.contains(reason) else { return }
    damage.append(reason)
    writeDamage()
    report(.damaged(reason))
  }

  /// Has the file keep what nobody has accepted yet; where it cannot, that is an outage, at whose end it is written.
  func writeDamage() {
    guard let loop, let file else { return }
    file.writer.set([.damage: Damage.bytes(damage)]) { fault in
      guard let fault else { return }
      loop.execute { [self] in if self.fault == nil { beginOutage(fault) } }
    }
  }

  /// Accepts that something was damaged, and by how far the clock has gone ahead: from here on it is as if nothing had
  /// been.
  ///
  /// - Parameter done: called on the loop once that is durable, with what was accepted.
  package func accept(
    at now: Instant, done: @escaping @Sendable (Result<[String], HistoryFault>) -> Void
  ) {
    guard let loop else { return done(.failure(.failed("the daemon has not begun"))) }
    if let fault { return done(.failure(fault)) }
    var accepted = damage
    var values: [FileSetting: [UInt8]] = [.damage: []]
    var mark: CleanUpMark?
    if isCleanUpHeld, let last = cleaned ?? newestMark {
      accepted.append("the clock went from \(last.at) to \(now), and contacts are cleaned up by it")
      let held = CleanUpMark(at: now, uptime: uptime())
      values[.cleaned] = held.bytes
      mark = held
    }
    guard !accepted.isEmpty else { return done(.success([])) }
    guard let file else { return done(.failure(.unsupported("accept damage"))) }
    accepting = accepted
    file.writer.set(values) { [accepted, mark] fault in
      loop.execute { [self] in
        accepting = []
        if let fault { return done(.failure(fault)) }
        damage.removeAll { accepted.contains($0) }
        // What was found meanwhile may have been written with what is accepted, or instead of nothing.
        if !damage.isEmpty { writeDamage() }
        if let mark {
          cleaned = mark
          isCleanUpHeld = false
        }
        done(.success(accepted))
      }
    }
  }

  /// Forgets some of what is older than it is kept, of a history in a file; contacts and alerts only where the clock has
  /// not jumped.
  ///
  /// - Returns: whether it has come through all; otherwise it wants to be called again.
  package func cleanUp(
    at now: Instant, contactsBefore horizon: Instant, answersBefore: Instant, alertsBefore: Instant? = nil
  ) -> Bool {
    precondition(file != nil, "a history that hosts share is not cleaned up by one")
    let alertsBefore = alertsBefore ?? now - Self.alertsKept
    let mayForgetContacts = mayCleanUp(at: now, contactsBefore: horizon, alertsBefore: alertsBefore)
    if mayForgetContacts { cleanUpAlerts(before: alertsBefore) }
    // Each part once, however long the others take.
    if !areEventsCleaned { areEventsCleaned = !mayForgetContacts || cleanUpEvents(before: horizon) }
    if !areContactsCleaned {
      areContactsCleaned = cleanUp(
        contactsBefore: mayForgetContacts ? horizon : Instant(microseconds: .min),
        answersBefore: answersBefore)
    }
    guard areEventsCleaned, areContactsCleaned else { return false }
    (areEventsCleaned, areContactsCleaned) = (false, false)
    return true
  }

  /// Whether contacts may be cleaned up now: not by a clock that has jumped far ahead since the last time, as long as
  /// that would forget any.
  func mayCleanUp(at now: Instant, contactsBefore horizon: Instant, alertsBefore: Instant) -> Bool {
    let uptime = self.uptime()
    if let last = cleaned ?? newestMark, last.jump(at: now, uptime) > CleanUpMark.jump,
      index.contacts.rows.contains(where: { $0.id > 0 && $0.instant < horizon })
        || index.alerts.oldest.map({ $0 < alertsBefore }) ?? false
    {
      if !isCleanUpHeld { report(.cleanUpWaits(since: last.at)) }
      isCleanUpHeld = true
      return false
    }
    isCleanUpHeld = false
    // Written at each start of the machine, too: by it a later one tells what happened since.
    let isRecent =
      cleaned.map {
        now >= $0.at && now - $0.at < TimeSpan(seconds: 1_800) && $0.uptime?.boot == uptime.boot
      } ?? false
    guard !isRecent, fault == nil else { return true }
    let mark = CleanUpMark(at: now, uptime: uptime)
    cleaned = mark
    file?.writer.set([.cleaned: mark.bytes]) { _ in }
    return true
  }

  /// Where nothing was ever cleaned up, the newest contact tells of when the clock was right.
  private var newestMark: CleanUpMark? {
    index.contacts.rows.lazy.filter { $0.id > 0 }.map(\.instant).max().map {
      CleanUpMark(at: $0, uptime: nil)
    }
  }
}
