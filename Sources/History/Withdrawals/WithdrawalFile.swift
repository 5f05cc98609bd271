import HistoryRecords
import System
import Time

/// The file of withdrawals, open for more of them: the second place where an opt-out stands, written before the
/// database. It has room set aside, so that a full disk does not keep an opt-out from being written. For one thread.
///
/// Unchecked because it is touched by the writer's queue only.
final class WithdrawalFile: @unchecked Sendable {
  let path: String
  private let file: OwnFile
  /// Bytes up to the end of the last record.
  private var used: Int
  /// Bytes that the disk has set aside.
  private var reserved: Int
  /// Why no more room could be set aside.
  private(set) var shortage: HistoryFault?

  /// The room of a new file: two thousand records.
  private static let leastReserved = 128 << 10

  /// Opens a file that is there.
  init(at path: String, used: Int) throws(HistoryFault) {
    self.path = path
    file = try OwnFile(path, for: .writing)
    self.used = used
    reserved = file.size()
    makeRoom()
  }

  /// Puts a new file of these withdrawals where one may be already: either stands there in full.
  static func write(
    _ withdrawals: [StoredWithdrawal], under key: [UInt8], to path: String
  ) throws(HistoryFault) -> WithdrawalFile {
    var bytes = WithdrawalRecord.head(under: key).bytes
    for item in withdrawals { bytes += WithdrawalRecord.bytes(of: item) }
    do throws(SystemError) {
      var file = try AtomicFile(replacing: path)
      // Room first: a full disk is met here, and the old file stays.
      try file.reserve(max(leastReserved, bytes.count + WithdrawalRecord.size))
      try file.write(bytes[...])
      try file.commit()
    } catch {
      throw HistoryFault(error)
    }
    return try WithdrawalFile(at: path, used: bytes.count)
  }

  /// Whether it is still where it was.
  var isInPlace: Bool { file.isAt(path) }

  /// Writes withdrawals; on return they survive a power cut.
  func append(_ withdrawals: [StoredWithdrawal]) throws(HistoryFault) {
    guard isInPlace else { throw .gone }
    var bytes: [UInt8] = []
    bytes.reserveCapacity((withdrawals.count + 1) * WithdrawalRecord.size)
    for item in withdrawals { bytes += WithdrawalRecord.bytes(of: item) }
    let end = used + bytes.count
    // A whole file ends with room for a record, by which one that was cut short is told.
    if end + WithdrawalRecord.size > reserved { bytes += repeatElement(0, count: WithdrawalRecord.size) }
    try file.write(bytes, at: used)
    try file.synchronize()
    reserved = max(reserved, used + bytes.count)
    used = end
    makeRoom()
  }

  /// Sets more room aside where half of it is taken.
  func makeRoom() {
    guard used > reserved / 2 || reserved < Self.leastReserved else { return }
    let wanted = max(Self.leastReserved, used * 2 + WithdrawalRecord.size)
    let rounded = (wanted + 4_095) & ~4_095
    do throws(HistoryFault) {
      try file.reserve(rounded)
      reserved = rounded
      shortage = nil
    } catch {
      shortage = error
    }
  }
}
