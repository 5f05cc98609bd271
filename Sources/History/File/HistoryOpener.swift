import Foundation
import Glibc
import HistoryRecords
import Rules
import System
import Time

/// Opens a history file, puts a damaged one aside, and writes one anew.
struct HistoryOpener: Sendable {
  struct Opened: Sendable {
    /// Nil where it cannot be written, for the fault.
    var file: HistoryFile?
    var index = HistoryIndex()
    var eventCount = 0
    var secret: [UInt8]?
    var fault: HistoryFault?
    /// Whether the database was read, or what could be read of it.
    var isRead = false
    /// Whether the database is no longer the one that was there, if one was.
    var isWrittenAnew = false
    /// Whether there was no database, and something shows that there had been one.
    var isGone = false
    /// Where a damaged database was put, of which this is what could be read.
    var setAside: String?
    var withdrawals: WithdrawalFile?
    /// What was damaged, now or before, and nobody has accepted yet.
    var damage: [String] = []
    var cleaned: CleanUpMark?
    /// When the history began; nil where that is not known.
    var began: Instant?
    var erasures: ErasureFile?
    /// The number of the last one, and those that the database does not know of, since it is a copy of before.
    var lastErasure: Int64 = 0
    var unknownErasures: [Erasure] = []
    /// Opt-outs of the file of withdrawals that the database lacks and does not take.
    var unwritten: [StoredWithdrawal] = []
    /// What is to be told of withdrawals.
    var notices: [ContactHistory.Event] = []
  }

  let path: String
  let durability: Durability
  let clock: @Sendable () -> Instant
  let uptime: @Sendable () -> CleanUpMark.Uptime
  private let trace: @Sendable () -> String?
  /// What the decision log shows that was known since an instant, the newest first.
  ///
  /// - Parameter secret: the key of the history.
  let logged: @Sendable (_ instant: Instant, _ secret: [UInt8]) -> [LoggedKnowledge]
  private let brokenLog = BrokenLog()

  init(
    path: String, durability: Durability, clock: @escaping @Sendable () -> Instant,
    uptime: @escaping @Sendable () -> CleanUpMark.Uptime, trace: @escaping @Sendable () -> String?,
    logged: @escaping @Sendable (Instant, [UInt8]) -> [LoggedKnowledge] = { _, _ in [] }
  ) {
    self.path = path
    self.durability = durability
    self.clock = clock
    self.uptime = uptime
    self.trace = trace
    self.logged = logged
  }

  /// Opens the database and reads it, and unites it with the withdrawals beside it. A damaged one is put aside, and a
  /// new one written of what could be read of it.
  ///
  /// - Parameter ahead: opt-outs that this process wrote beside the database, which could not take them.
  func open(ahead: Set<WithdrawalContents.Key> = []) -> Opened {
    let beside = WithdrawalsBeside(path)
    let log = brokenLog.look(at: path) { nameAside(of: "\(path)-wal") }
    let size = FileStatus(of: path, followingLinks: true)?.size ?? 0
    var opened: Opened
    do throws(HistoryFault) {
      opened = try openDatabase(beside)
    } catch {
      opened = Opened(fault: error)
    }
    let known = opened.damage
    // Before the database was read nobody can tell.
    if opened.isRead { note(log, &opened) }
    noteEmptiness(&opened, beside, wasThere: size > 0)
    countEvents(&opened)
    unite(&opened, with: beside, known: known, ahead: ahead)
    moveFormerAlerts(&opened)
    noteBeginning(&opened, wasThere: size > 0)
    findErasures(&opened)
    compareWithLogAndErasures(&opened, beside)
    return opened
  }

  /// What a database that was there lacks of the journeys that were erased is of after it, so that it is a copy. What the
  /// file lacks nobody could erase again.
  private func findErasures(_ opened: inout Opened) {
    guard let secret = opened.secret else { return }
    let erasures = ErasureFile(beside: path, under: secret)
    let last = erasures.last
    opened.erasures = erasures
    opened.lastErasure = last
    guard let file = opened.file else { return }
    do throws(HistoryFault) {
      if opened.isWrittenAnew {
        if last > 0 { try file.set(.erased, to: Array("\(last)".utf8)) }
      } else {
        let known = try file.erased()
        opened.lastErasure = max(last, known)
        opened.unknownErasures = erasures.erasures.filter { $0.number > known }
      }
      // A line that is not whole, and a file that is none of this history, say nothing either.
      let all = max(opened.lastErasure, erasures.lineCount)
      let lost = erasures.lacking(of: all)
      if lost > 0 { opened.notices.append(.erasuresLost(Int(lost), of: Int(all))) }
    } catch .corrupt {
      // Nobody can tell then which of them it knows of.
    } catch {
      opened.fault = opened.fault ?? error
    }
  }

  /// A history that begins now says so: nothing is left to see by whether there was one before.
  private func noteBeginning(_ opened: inout Opened, wasThere: Bool) {
    guard opened.fault == nil, let file = opened.file else { return }
    guard opened.setAside == nil, !wasThere || file.isNew else {
      opened.isWrittenAnew = opened.setAside != nil
      opened.began = file.began()
      return
    }
    opened.isWrittenAnew = true
    let now = clock()
    opened.began = now
    do throws(HistoryFault) {
      try file.set(.began, to: now.settingBytes)
    } catch {
      opened.fault = error
    }
    let optOuts = opened.secret.map { opened.index.storedWithdrawals(under: $0).count } ?? 0
    opened.notices.append(.began(path, optOuts: optOuts))
  }

  private func countEvents(_ opened: inout Opened) {
    guard opened.fault == nil, let file = opened.file else { return }
    do throws(HistoryFault) { opened.eventCount = try file.eventCount() } catch { opened.fault = error }
  }

  private func moveFormerAlerts(_ opened: inout Opened) {
    let former = FormerAlertFile(beside: path)
    guard let alerts = former.alerts() else { return }
    for alert in alerts {
      _ = opened.index.alerts.remember(alert.rule, ExactText(alert.journey), at: alert.at)
    }
    guard opened.fault == nil, let file = opened.file else { return }
    do throws(HistoryFault) { try former.move(into: file) } catch { opened.fault = error }
    opened.index.alerts.last = file.lastAlert
  }

  private func note(_ broken: BrokenLog.Found?, _ opened: inout Opened) {
    guard let broken else {
      if !brokenLog.wasThere, opened.setAside == nil, let loss = opened.file?.lossWithoutLog() {
        opened.damage.append(loss)
      }
      return
    }
    switch broken.log.loss(durability, isSameBoot: uptime().isSameBoot(as: opened.cleaned?.uptime)) {
    case .nothing: unlink(broken.copy)
    case .allowed:
      unlink(broken.copy)
      opened.notices.append(.endLost)
    case .damage:
      opened.damage.append("the log of the database was damaged, and what was recorded last is missing")
    }
  }

  /// A database to which nothing was ever written is new, unless something else shows that it was not.
  private func noteEmptiness(_ opened: inout Opened, _ beside: WithdrawalsBeside, wasThere: Bool) {
    guard wasThere, opened.setAside == nil, opened.file?.isNew == true, let left = left(of: beside)
    else { return }
    opened.damage.append("the database '\(path)' was empty, and \(left)")
    opened.isGone = true
  }

  /// What shows that there was a history, where its database is not there; nil where nothing does.
  private func left(of beside: WithdrawalsBeside) -> String? {
    if let left = beside.left { return left }
    let erasures = ErasureFile.path(beside: path)
    if FileStatus(of: erasures, followingLinks: false) != nil { return "the file of erasures was there" }
    return trace()
  }

  private func openDatabase(_ beside: WithdrawalsBeside) throws(HistoryFault) -> Opened {
    let size = FileStatus(of: path, followingLinks: true)?.size ?? 0
    if size == 0, let left = left(of: beside) {
      let damage = ["the database '\(path)' was gone, and \(left)"]
      let secret = beside.key.key ?? Digest.newSecret()
      let written = try writeAnew(HistoryIndex(), secret: secret, damage: damage)
      return Opened(
        file: written.file, secret: secret, isRead: true, isGone: true, setAside: written.setAside,
        damage: damage)
    }
    do throws(HistoryFault) {
      // To SQLite a file shorter than any page is a new database.
      if size > 0, size < 512 { throw .corrupt }
      let file = try HistoryFile(at: path, durability: durability, secret: beside.key.key)
      do throws(HistoryFault) {
        return Opened(
          file: file, index: try file.load(), secret: file.secret, isRead: true,
          damage: Damage.lines(try file.setting(.damage)), cleaned: CleanUpMark(try file.setting(.cleaned)))
      } catch {
        file.close()
        throw error
      }
    } catch .readOnly {
      return try HistoryFile.read(path)
    } catch .corrupt {
      let salvage = HistorySalvage(of: path)
      let damage = ["the database was damaged: \(salvage.summary) could be read"]
      let secret = salvage.secret ?? beside.key.key ?? Digest.newSecret()
      let written = try writeAnew(salvage.index, salvage.alerts, secret: secret, damage: damage) {
        draft throws(HistoryFault) in
        try salvage.copyEvents(into: draft)
      }
      return Opened(
        file: written.file, index: salvage.index, secret: secret, isRead: true, setAside: written.setAside,
        damage: damage)
    }
  }

  /// Writes a file of all that an index holds in the place of one that is gone or damaged.
  ///
  /// - Parameters:
  ///   - alerts: of the one before, as far as they could be read.
  ///   - damage: what of it nobody has accepted yet.
  ///   - events: adds the events, which are in no index.
  /// - Returns: the file, and where a damaged one was put.
  func writeAnew(
    _ index: HistoryIndex, _ alerts: [StoredAlert] = [], secret: [UInt8], damage: [String],
    cleaned: CleanUpMark? = nil, began: Instant? = nil,
    erased: Int64 = 0, events: (HistoryFile) throws(HistoryFault) -> Void = { _ in }
  ) throws(HistoryFault) -> (file: HistoryFile, setAside: String?) {
    let temporary = "\(path).new"
    for name in Self.names(of: temporary) { unlink(name) }
    let draft = try HistoryFile(at: temporary, durability: durability, secret: secret)
    try draft.commit(index.changes(under: secret) + alerts.map { .alert($0.alert, number: $0.number) })
    try events(draft)
    if index.alerts.last > 0 { try draft.set(.lastAlert, to: Array("\(index.alerts.last)".utf8)) }
    if !damage.isEmpty { try draft.set(.damage, to: Damage.bytes(damage)) }
    if let cleaned { try draft.set(.cleaned, to: cleaned.bytes) }
    if erased > 0 { try draft.set(.erased, to: Array("\(erased)".utf8)) }
    if let began { try draft.set(.began, to: began.settingBytes) }
    try draft.emptyLog()
    draft.close()
    let setAside = access(path, F_OK) == 0 ? try putAside() : nil
    // What is left beside a file that is gone belongs to nothing any more.
    for name in Self.names(of: path).dropFirst() { unlink(name) }
    guard rename(temporary, path) == 0 else { throw Self.failure("the new file cannot be put in place") }
    do throws(SystemError) {
      try Directory.synchronize(Directory.parent(of: path))
    } catch {
      throw HistoryFault(error)
    }
    return (try HistoryFile(at: path, durability: durability), setAside)
  }

  /// Renames the file, and what belongs to it, to names that are not taken.
  private func putAside() throws(HistoryFault) -> String {
    let target = nameAside(of: path)
    guard rename(path, target) == 0 else { throw Self.failure("the damaged file cannot be put aside") }
    for (from, to) in zip(Self.names(of: path), Self.names(of: target)).dropFirst() { rename(from, to) }
    return target
  }

  /// A name for a damaged file that is not taken.
  func nameAside(of path: String) -> String {
    let stamp = clock().description.filter { $0.isNumber || $0 == "T" }
    var target = "\(path).damaged-\(stamp.prefix(15))"
    while access(target, F_OK) == 0 { target += "x" }
    return target
  }

  /// A file, its log and the index of that.
  private static func names(of path: String) -> [String] { [path, "\(path)-wal", "\(path)-shm"] }

  private static func failure(_ what: String) -> HistoryFault {
    .failed("\(what): \(SystemError.latest)")
  }
}

/// What was found damaged, as the file keeps it until somebody accepts it: a line each.
enum Damage {
  static func lines(_ bytes: [UInt8]?) -> [String] {
    bytes.map { String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init) } ?? []
  }

  static func bytes(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

  /// All lines of both, each once.
  static func union(_ lines: [String], _ others: [String]) -> [String] {
    lines + others.filter { !lines.contains($0) }
  }
}

extension HistorySalvage {
  fileprivate var summary: String {
    let total = contacts.map { " of \($0)" } ?? ""
    let told = events.map { " and of its \($0) events those that stand before the damage" } ?? ""
    return "\(index.contactCount)\(total) contacts\(told)"
  }
}
