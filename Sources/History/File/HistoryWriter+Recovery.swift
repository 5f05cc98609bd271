import Dispatch
import HistoryRecords
import System
import Time

/// The end of an outage: the file is looked at again, and written anew where it is lost.
extension HistoryWriter {
  /// Looks whether the file is still where it was.
  ///
  /// - Parameter generation: how many outages are known.
  func lookAtPlace(_ generation: Int) {
    queue.async { [self] in
      guard !isClosed, let file else { return }
      do throws(HistoryFault) {
        try file.checkPlace()
        try keepOthersAway()
      } catch {
        fail(generation)
        report?(.failed([], error))
        return
      }
      lookAtWithdrawals()
      lookAtErasures()
    }
  }

  /// Somebody could not read the file for its damage: so it is, if it is the one that is open.
  ///
  /// - Parameter generation: how many outages are known.
  func noteUnreadable(_ generation: Int) {
    queue.async { [self] in
      guard !isClosed, let file else { return }
      do throws(HistoryFault) {
        try file.checkPlace()
        report?(.unreadable)
      } catch {
        fail(generation)
        report?(.failed([], error))
      }
    }
  }

  /// Looks whether the history can be written again.
  func recover(_ expected: JournalExpectation) {
    queue.async { [self] in
      guard !isClosed else { return }
      do throws(HistoryFault) {
        let mustRead = try mustReadAnew()
        guard let contents = expected.contents, !mustRead else { return finish(try readAnew(expected)) }
        let file = try soundFile(contents.count, contents.secret)
        let united = try file.unite(expected.damage, expected.cleaned)
        finish(JournalRecovery(secret: contents.secret, damage: united.damage, cleaned: united.cleaned))
      } catch {
        let isLost = expected.contents != nil && (error == .gone || error == .corrupt)
        report?(isLost ? .lost : .stillUnavailable(error))
      }
    }
  }

  /// Writes a file of all that an index holds in the place of one that is lost.
  func writeAnew(_ index: HistoryIndex, _ expected: JournalExpectation) {
    queue.async { [self] in
      guard !isClosed, let secret = expected.contents?.secret else { return }
      do throws(HistoryFault) {
        try keepOthersAway()
      } catch {
        report?(.stillUnavailable(error))
        return
      }
      // A file whose name is gone can still be read as long as it is open: until the new one is there.
      let former = file
      do throws(HistoryFault) {
        let salvage = HistorySalvage(of: opener.path, kind: .besidesIndex)
        let written = try opener.writeAnew(
          index, salvage.alerts, secret: secret, damage: expected.damage, cleaned: expected.cleaned,
          began: expected.began, erased: expected.erased
        ) { draft throws(HistoryFault) in
          let isThere = FileIdentity(of: opener.path) != nil
          if let former, !isThere { try EventCopy(source: former.queue).copy(into: draft) }
          try salvage.copyEvents(into: draft)
        }
        file = written.file
        former?.close()
        finish(
          JournalRecovery(
            secret: secret, setAside: written.setAside, damage: expected.damage, cleaned: expected.cleaned))
      } catch {
        report?(.stillUnavailable(error))
      }
    }
  }

  private func finish(_ recovery: JournalRecovery) {
    var recovery = recovery
    file?.beginUse()
    do throws(HistoryFault) {
      if let file {
        try FormerAlertFile(beside: opener.path).move(into: file)
        recovery.eventCount = try file.eventCount()
      }
    } catch {
      report?(.stillUnavailable(error))
      return
    }
    recovery.lastAlert = file?.lastAlert ?? 0
    if withdrawals?.isInPlace != true {
      do throws(HistoryFault) { try renewWithdrawals() } catch { report(error) }
    }
    writeOwed()
    report?(.recovered(recovery))
    alerts.release()
    wake()
  }

  /// Whether what is remembered is no longer what the database has: somebody else wrote it, or could have while it was
  /// not open here.
  ///
  /// - Throws: where somebody else still has it, or it is not the one that was written.
  private func mustReadAnew() throws(HistoryFault) -> Bool {
    do throws(HistoryFault) {
      try keepOthersAway()
    } catch {
      guard error == .overtaken, file?.isInPlace != false else { throw error }
      return true
    }
    return file == nil && FileIdentity(of: opener.path) != nil
  }

  /// Opens and reads a file that could not be read before, or that others wrote.
  private func readAnew(_ expected: JournalExpectation) throws(HistoryFault) -> JournalRecovery {
    withdrawals = nil
    file?.endUse()
    file?.close()
    file = nil
    let opened = opener.open(ahead: ahead)
    adopt(opened)
    if let fault = opened.fault { throw fault }
    isOvertaken = false
    guard let secret = opened.secret else { throw .failed("no key is known") }
    let united = try opened.file?.unite(expected.damage, expected.cleaned)
    return JournalRecovery(
      index: opened.index, secret: secret, setAside: opened.setAside, notices: opened.notices,
      damage: united?.damage ?? opened.damage, cleaned: united?.cleaned ?? opened.cleaned,
      began: opened.began,
      lastErasure: opened.lastErasure, erasures: opened.erasures?.erasures ?? [],
      unknownErasures: opened.unknownErasures
    )
  }

  /// The file, if it can be written and holds all that it was acknowledged to hold.
  private func soundFile(_ count: Int, _ secret: [UInt8]) throws(HistoryFault) -> HistoryFile {
    let file =
      if let file = self.file { file } else {
        try HistoryFile(at: opener.path, durability: opener.durability)
      }
    self.file = file
    try file.checkWriting()
    guard file.secret == secret, try file.contactCount() >= count else { throw .corrupt }
    return file
  }
}
