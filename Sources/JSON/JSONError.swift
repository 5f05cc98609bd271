/// Why a text is not the JSON that is accepted here, and where.
package struct JSONError: Error, Sendable, Hashable {
  /// The rule that was broken.
  package enum Kind: Sendable, Hashable, CaseIterable {
    case unexpectedByte, unexpectedEnd, trailingBytes, byteOrderMark
    /// After the value another one follows, or a comma as if one did: several were sent as one.
    case anotherValue
    case invalidUTF8, controlCharacter, invalidEscape, loneSurrogate
    case invalidNumber, duplicateKey, tooDeep, tooLong
  }

  package let kind: Kind
  /// The byte at which the problem stands, from 0; the length of the text where it ends too early.
  package let offset: Int
  /// What is wrong and what was expected, in lower case and without a full stop.
  package let detail: String

  package init(_ kind: Kind, at offset: Int, _ detail: String) {
    self.kind = kind
    self.offset = offset
    self.detail = detail
  }
}
