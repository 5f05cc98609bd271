import Crypto

/// Names and values that may not stand in a log as they are, as keyed hashes: who has the key can find one that is
/// known, and nobody else anything.
package struct Pseudonyms: Sendable {
  package enum Kind: String, Sendable {
    case journey, account, attribute
  }

  private let prepared: HMAC<SHA256>

  /// - Parameter key: the history's, 32 bytes.
  package init(key: [UInt8]) { prepared = HMAC(key: SymmetricKey(data: key)) }

  /// `h:` and 32 hexadecimal digits: the first 128 bits of an HMAC-SHA-256 over the kind, a zero byte, and the name.
  ///
  /// - Parameter attribute: the path of the attribute that has the value, so that equal values of two differ.
  package func hash(_ kind: Kind, of attribute: String = "", _ name: String) -> String {
    var code = prepared
    code.update(data: Array("\(kind.rawValue)\u{0}".utf8))
    if kind == .attribute { code.update(data: Array("\(attribute)\u{0}".utf8)) }
    code.update(data: Array(name.utf8))
    return "h:\(HexText.of(code.finalize().prefix(16)))"
  }
}
