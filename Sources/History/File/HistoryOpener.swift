import Foundation
import Glibc
import Time

/// Opens a history file, puts a damaged one aside, and writes one anew.
struct HistoryOpener: Sendable {
  struct Opened: Sendable {
    /// Nil where it can be read only, for this fault.
    let file: HistoryFile?
    let index: HistoryIndex
    let secret: [UInt8]
    var fault: HistoryFault?
    /// Where a damaged file was put, of which this is what could be read.
    var setAside: String?
  }

  let path: String
  let durability: Durability
  let clock: @Sendable () -> Instant

  /// Opens the file and reads it. A damaged one is put aside, and a new one written of what could be read of it.
  func open() throws(HistoryFault) -> Opened {
    do throws(HistoryFault) {
      let file = try HistoryFile(at: path, durability: durability)
      do throws(HistoryFault) {
        return Opened(file: file, index: try file.load(), secret: file.secret)
      } catch {
        file.close()
        throw error
      }
    } catch .readOnly {
      let (index, secret) = try HistoryFile.read(path)
      return Opened(file: nil, index: index, secret: secret, fault: .readOnly)
    } catch .corrupt {
      let setAside = try putAside()
      let salvage = HistorySalvage(of: setAside)
      let secret = salvage.secret ?? Digest.newSecret()
      let written = try writeAnew(salvage.index, secret: secret)
      return Opened(file: written.file, index: salvage.index, secret: secret, setAside: setAside)
    }
  }

  /// Writes a file of all that an index holds in the place of one that is gone or damaged.
  ///
  /// - Returns: the file, and where a damaged one was put.
  func writeAnew(
    _ index: HistoryIndex, secret: [UInt8]
  ) throws(HistoryFault) -> (file: HistoryFile, setAside: String?) {
    let temporary = "\(path).new"
    for name in Self.names(of: temporary) { unlink(name) }
    let draft = try HistoryFile(at: temporary, durability: durability, secret: secret)
    try draft.commit(index.changes(under: secret))
    try draft.emptyLog()
    draft.close()
    let setAside = access(path, F_OK) == 0 ? try putAside() : nil
    // What is left beside a file that is gone belongs to nothing any more.
    for name in Self.names(of: path).dropFirst() { unlink(name) }
    guard rename(temporary, path) == 0 else { throw Self.failure("the new file cannot be put in place") }
    return (try HistoryFile(at: path, durability: durability), setAside)
  }

  /// Renames the file, and what belongs to it, to names that are not taken.
  private func putAside() throws(HistoryFault) -> String {
    let stamp = clock().description.filter { $0.isNumber || $0 == "T" }
    var target = "\(path).damaged-\(stamp.prefix(15))"
    while access(target, F_OK) == 0 { target += "x" }
    guard rename(path, target) == 0 else { throw Self.failure("the damaged file cannot be put aside") }
    for (from, to) in zip(Self.names(of: path), Self.names(of: target)).dropFirst() { rename(from, to) }
    return target
  }

  /// A file, its log and the index of that.
  private static func names(of path: String) -> [String] { [path, "\(path)-wal", "\(path)-shm"] }

  private static func failure(_ what: String) -> HistoryFault {
    .failed("\(what): \(String(cString: strerror(errno)).lowercased())")
  }
}
