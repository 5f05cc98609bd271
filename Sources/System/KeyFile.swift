import Crypto
import Glibc

/// The file of the key of an installation: 32 bytes, then the first 16 of their SHA-256. Journeys are hashed under it,
/// and the decision log is chained.
package enum KeyFile {
  package enum Found: Sendable {
    case missing
    case damaged
    case key([UInt8])

    package var key: [UInt8]? { if case .key(let key) = self { key } else { nil } }
  }

  private static let size = 32
  private static let checkSize = 16

  /// - Parameter user: whose file it must be; nil: anybody's.
  package static func read(_ path: String, ownedBy user: UInt32? = geteuid()) -> Found {
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading)
      let status = try file.status()
      guard status.kind == .file, user.map({ $0 == status.owner }) ?? true else { return .damaged }
      let bytes = try file.read(atMost: size + checkSize + 1)
      let key = Array(bytes.prefix(size))
      guard bytes.count == size + checkSize, check(key).elementsEqual(bytes.dropFirst(size)) else {
        return .damaged
      }
      return .key(key)
    } catch {
      return error.code == ENOENT ? .missing : .damaged
    }
  }

  package static func write(_ key: [UInt8], to path: String) throws(SystemError) {
    var file = try AtomicFile(replacing: path)
    try file.write((key + check(key))[...])
    try file.commit()
  }

  private static func check(_ key: [UInt8]) -> ArraySlice<UInt8> {
    Array(SHA256.hash(data: key)).prefix(checkSize)
  }
}
