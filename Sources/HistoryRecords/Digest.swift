import Crypto
import System

/// The first 128 bits of a SHA-256 sum (FIPS 180-4), or of one with a key.
package struct Digest: Sendable, Hashable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// - Parameter bytes: of which the first 16 count.
  package init(_ bytes: some Sequence<UInt8>) {
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

  /// Its 16 bytes, the highest first.
  package var bytes: [UInt8] {
    [high, low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
  }

  /// HMAC (RFC 2104) of a journey under the secret of a history: it finds a journey that is named, and names none.
  package init(of journey: String, under secret: [UInt8]) {
    self.init(
      HMAC<SHA256>.authenticationCode(for: Array(journey.utf8), using: SymmetricKey(data: secret)))
  }

  /// A secret for a new history.
  package static func newSecret() -> [UInt8] { .random(count: 32) }
}
