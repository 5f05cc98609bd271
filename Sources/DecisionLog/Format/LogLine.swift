import Crypto

/// One line of the log: what is said of the record, then the record itself, which may be erased.
///
///     {"v":1,"n":17,"digest":"…","chain":"…","record":{…}}
///     {"v":1,"n":17,"digest":"…","chain":"…","erased":true}
package struct LogLine: Sendable {
  package let number: Int64
  /// The SHA-256 of the record's bytes.
  package let digest: [UInt8]
  /// What links it to the lines before it.
  package let link: [UInt8]
  /// JSON; nil where it was erased.
  package let record: ArraySlice<UInt8>?

  /// What the layout of a line may change with.
  package static let version = 1

  package init(number: Int64, digest: [UInt8], link: [UInt8], record: ArraySlice<UInt8>?) {
    self.number = number
    self.digest = digest
    self.link = link
    self.record = record
  }

  private static let begin = Array("{\"v\":1,\"n\":".utf8)
  private static let beforeDigest = Array(",\"digest\":\"".utf8)
  private static let beforeLink = Array("\",\"chain\":\"".utf8)
  private static let beforeRecord = Array("\",\"record\":".utf8)
  private static let gap = Array("{\"gap\":".utf8)
  private static let erased = Array("\",\"erased\":true}".utf8)

  /// Reads a line as it is written, without its line feed; nil where it is anything else. Whether digest and link are
  /// right is another question.
  package init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func skip(_ text: [UInt8]) -> Bool {
      guard rest.starts(with: text) else { return false }
      rest = rest.dropFirst(text.count)
      return true
    }
    func hash() -> [UInt8]? {
      let text = rest.prefix(64)
      rest = rest.dropFirst(64)
      guard text.count == 64 else { return nil }
      return HexText.bytes(text)
    }
    guard skip(Self.begin) else { return nil }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    guard digits.first != UInt8(ascii: "0"), let number = Int64(String(decoding: digits, as: UTF8.self)),
      skip(Self.beforeDigest), let digest = hash(), skip(Self.beforeLink), let link = hash()
    else { return nil }
    self.number = number
    self.digest = digest
    self.link = link
    if rest.elementsEqual(Self.erased) {
      record = nil
    } else {
      guard skip(Self.beforeRecord), rest.first == UInt8(ascii: "{"), rest.last == UInt8(ascii: "}"),
        rest.count >= 3
      else { return nil }
      record = rest.dropLast()
    }
  }

  /// The digest of a record.
  package static func digest(of record: ArraySlice<UInt8>) -> [UInt8] {
    var hash = SHA256()
    record.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { Array($0) }
  }

  /// Whether the digest is that of the record; true of an erased one, of which nobody can tell.
  package var isIntact: Bool { record.map { Self.digest(of: $0) == digest } ?? true }

  /// Whether the record stands in the place of decisions that were dropped.
  package var isGap: Bool { record?.starts(with: Self.gap) ?? false }

  /// The same line without its record.
  package var withoutRecord: LogLine { LogLine(number: number, digest: digest, link: link, record: nil) }

  /// Appends the line with its line feed.
  package func write(to bytes: inout [UInt8]) {
    bytes += Self.begin
    bytes += String(number).utf8
    bytes += Self.beforeDigest
    HexText.append(digest, to: &bytes)
    bytes += Self.beforeLink
    HexText.append(link, to: &bytes)
    if let record {
      bytes += Self.beforeRecord
      record.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      bytes.append(UInt8(ascii: "}"))
    } else {
      bytes += Self.erased
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
