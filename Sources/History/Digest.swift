import Crypto
import System

/// The first 128 bits of a SHA-256 sum (FIPS 180-4), or of one with a key.
package struct Digest: Sendable, Hashable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  private init(_ bytes: some Sequence<UInt8>) {
    var halves: (UInt64, UInt64) = (0, 0)
    for (position, byte) in bytes.prefix(16).enumerated() {
      if position < 8 {
        halves.0 = halves.0 << 8 | UInt64(byte)
      } else {
        halves.1 = halves.1 << 8 | UInt64(byte)
      }
    }
    self.init(high: halves.0, low: halves.1)
  }

  package init(of bytes: [UInt8]) {
    self.init(SHA256.hash(data: bytes))
  }

  /// HMAC (RFC 2104) of a journey under the secret of a history: it finds a journey that is named, and names none.
  init(of journey: String, under secret: [UInt8]) {
    self.init(
      HMAC<SHA256>.authenticationCode(for: Array(journey.utf8), using: SymmetricKey(data: secret)))
  }

  /// A secret for a new history.
  static func newSecret() -> [UInt8] { .random(count: 32) }
}
