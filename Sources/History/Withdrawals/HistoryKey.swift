import HistoryRecords
import System

/// The file of the key under which journeys are hashed. The database has the key as well; who has it and the file of
/// withdrawals can try whether a known journey opted out, and no more.
enum HistoryKey {
  static func read(_ path: String) -> KeyFile.Found { KeyFile.read(path) }

  static func write(_ key: [UInt8], to path: String) throws(HistoryFault) {
    do throws(SystemError) { try KeyFile.write(key, to: path) } catch { throw HistoryFault(error) }
  }
}
