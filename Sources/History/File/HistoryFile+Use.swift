import GRDB
import HistoryRecords
import System

/// Whether the file was left as it has to be. What was recorded last stands in SQLite's log until it is copied into the
/// file; without that log SQLite takes the file for all there is. So the file says of itself that it is in use, and
/// who finds it so, with no log beside it, knows that the log was removed.
extension HistoryFile {
  /// Notes that it is in use, in the file itself and not in the log only.
  func beginUse() {
    // Where that cannot be written the file tells less, and nothing else is lost.
    try? set(.inUse, to: mark)
    try? emptyLog()
    logIdentity = FileIdentity(of: "\(path)-wal")
  }

  /// Copies all that was recorded into the file itself, and notes that nothing else is needed. Where the disk has no
  /// room for that, the log keeps it.
  ///
  /// - Parameter isWhole: whether it has all opt-outs that stand beside it.
  func endUse(isWhole: Bool = true) {
    // What stands there now may be a copy that somebody put in its place.
    do throws(HistoryFault) { try checkFile() } catch { return }
    try? emptyLog()
    try? set(.inUse, to: isWhole ? [] : mark + Self.behind)
    try? emptyLog()
  }

  /// Who uses it, by what it says, and what is missing where it has no log.
  func lossWithoutLog() -> String? {
    guard let found = try? setting(.inUse), !found.isEmpty else { return nil }
    if found == mark + Self.behind { return nil }
    guard found == mark else {
      return
        "the database is a copy that was made while a daemon used it, without its log ('waymark.sqlite-wal'), and what was recorded last may be missing"
    }
    return "the log of the database was gone, and what was recorded last may be missing"
  }

  /// Whether it was left in use, or without all opt-outs, in this place: what was about to be written may be missing.
  var mayLackOptOuts: Bool { (try? setting(.inUse)).map { $0.starts(with: mark) } ?? true }

  /// What says that it was left without all opt-outs.
  private static let behind = Array(" behind".utf8)

  private var mark: [UInt8] { Array("\(identity.device) \(identity.inode)".utf8) }
}
