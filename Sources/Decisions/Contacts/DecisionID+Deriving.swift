import Crypto

extension DecisionID {
  /// The id that follows from a text: a UUID of version 8 (RFC 9562) of the first bits of its SHA-256.
  package init(deriving bytes: [UInt8]) {
    var digest = SHA256.hash(data: bytes).makeIterator()
    func next() -> UInt64 {
      var word: UInt64 = 0
      for _ in 0..<8 { word = word << 8 | UInt64(digest.next() ?? 0) }
      return word
    }
    let (high, low) = (next(), next())
    self.init(high: high & ~0xF000 | 0x8000, low: low & ~(0xC0 << 56) | 0x80 << 56)
  }
}
