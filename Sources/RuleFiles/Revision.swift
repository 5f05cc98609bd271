import Crypto
package import Diagnostics
import Rules

/// The content hash of a rule book.
package enum Revision {
  /// The first 12 hex digits of a SHA-256 over, for each file in order: its path, a zero byte, its length as
  /// eight bytes big-endian, its bytes.
  ///
  /// - Parameter files: in the order of the book.
  package static func of(_ files: [SourceFile]) -> String {
    var hash = SHA256()
    for file in files {
      hash.update(data: Array(file.path.utf8))
      hash.update(data: [0])
      let length = UInt64(file.bytes.count)
      hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) })
      hash.update(data: file.bytes)
    }
    let digits = Array("0123456789abcdef".utf8)
    let text = hash.finalize().prefix(6).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
