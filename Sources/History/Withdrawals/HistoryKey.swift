import Crypto
import System

/// The file of the key under which journeys are hashed: 32 bytes, then the first 16 of their SHA-256. The database has
/// the key as well; who has it and the file of withdrawals can try whether a known journey opted out, and no more.
enum HistoryKey {
  enum Found: Sendable {
    case missing
    case damaged
    case key([UInt8])

    var key: [UInt8]? { if case .key(let key) = self { key } else { nil } }
  }

  private static let size = 32
  private static let checkSize = 16

  static func read(_ path: String) -> Found {
    do throws(HistoryFault) {
      let bytes = try OwnFile(path, for: .reading).readAll()
      let key = Array(bytes.prefix(size))
      guard bytes.count == size + checkSize, check(key).elementsEqual(bytes.dropFirst(size)) else {
        return .damaged
      }
      return .key(key)
    } catch .gone {
      return .missing
    } catch {
      return .damaged
    }
  }

  static func write(_ key: [UInt8], to path: String) throws(HistoryFault) {
    do throws(SystemError) {
      var file = try AtomicFile(replacing: path)
      try file.write((key + check(key))[...])
      try file.commit()
    } catch {
      throw HistoryFault(error)
    }
  }

  private static func check(_ key: [UInt8]) -> ArraySlice<UInt8> {
    Array(SHA256.hash(data: key)).prefix(checkSize)
  }
}
