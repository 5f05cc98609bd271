import Crypto

/// What links each line of the log to all lines before it: HMAC-SHA-256 (RFC 2104) under the history's key over the link
/// of the line before, the line's number as eight bytes big-endian, and its digest.
package struct LogChain: Sendable {
  private let prepared: HMAC<SHA256>
  /// Tells keys apart and says nothing else of them: 16 hexadecimal digits.
  package let keyID: String

  /// What stands before the first line of all.
  package static let origin = [UInt8](repeating: 0, count: 32)

  /// - Parameter key: 32 bytes.
  package init(key: [UInt8]) {
    prepared = HMAC(key: SymmetricKey(data: key))
    var naming = prepared
    naming.update(data: Array("decision log key".utf8))
    keyID = HexText.of(naming.finalize().prefix(8))
  }

  package func link(after previous: [UInt8], number: Int64, digest: [UInt8]) -> [UInt8] {
    var message: [UInt8] = []
    message.reserveCapacity(72)
    message += previous
    for shift in stride(from: 56, through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
    }
    message += digest
    var code = prepared
    code.update(data: message)
    return code.finalize().withUnsafeBytes { Array($0) }
  }
}

/// How far a log goes: the number of its last line and that line's link.
package struct LogHead: Sendable, Hashable {
  /// 0 before the first line.
  package let number: Int64
  /// 32 bytes.
  package let link: [UInt8]

  package init(number: Int64, link: [UInt8]) {
    self.number = number
    self.link = link
  }

  package static let start = LogHead(number: 0, link: LogChain.origin)

  /// The link in hexadecimal.
  package var text: String { HexText.of(link) }
}
