import Glibc
import HistoryRecords
import System

/// A file of the daemon's own beside its database, open: readable by its user only, never reached through a link, and
/// never somebody else's.
struct OwnFile: ~Copyable, Sendable {
  private let file: OpenFile

  /// - Parameter use: what becomes of it; the file must be there already.
  init(_ path: String, for use: OpenFile.Use) throws(HistoryFault) {
    file = try Self.own(path, use)
  }

  private static func own(_ path: String, _ use: OpenFile.Use) throws(HistoryFault) -> OpenFile {
    let file = try open(path, use)
    do throws(SystemError) {
      let status = try file.status()
      guard status.kind == .file, status.owner == geteuid() else { throw SystemError(EPERM) }
      if use != .reading { try file.setPermissions(0o600) }
    } catch {
      throw .failed("'\(path)' is not a file of the daemon's own user")
    }
    return file
  }

  private static func open(_ path: String, _ use: OpenFile.Use) throws(HistoryFault) -> OpenFile {
    do throws(SystemError) {
      return try OpenFile(path, for: use)
    } catch {
      switch error.code {
      case ENOENT: throw .gone
      case ELOOP: throw .failed("'\(path)' is a link")
      default: throw HistoryFault(error)
      }
    }
  }

  /// Whether its path still leads to it.
  func isAt(_ path: String) -> Bool { file.isAt(path) }

  func size() -> Int { FileStatus(of: file.descriptor).map { Int($0.size) } ?? 0 }

  func readAll() throws(HistoryFault) -> [UInt8] {
    do throws(SystemError) { return try file.readAll() } catch { throw HistoryFault(error) }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(HistoryFault) {
    do throws(SystemError) { try file.write(bytes[...], at: offset) } catch { throw HistoryFault(error) }
  }

  /// Has the disk set aside so many bytes, zeros where nothing was written.
  func reserve(_ size: Int) throws(HistoryFault) {
    do throws(SystemError) { try file.reserve(size) } catch { throw HistoryFault(error) }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(HistoryFault) {
    do throws(SystemError) { try file.synchronizeData() } catch { throw HistoryFault(error) }
  }
}

extension HistoryFault {
  init(_ error: SystemError) {
    self =
      switch error.code {
      case ENOSPC, EDQUOT, EFBIG: .full
      case EACCES, EROFS, EPERM: .readOnly
      default: .failed("\(error)")
      }
  }
}
