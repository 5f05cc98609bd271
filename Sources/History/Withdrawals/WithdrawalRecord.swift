import HistoryRecords
import Time

/// One record of the file of withdrawals: 64 bytes, so that none lies across two sectors of a disk.
///
///     0       1  what it is: 1 the head of the file, 2 a withdrawal, 3 more of the name of its channel
///     1       1  how many bytes of the name it holds
///     2       1  its place among the records of one withdrawal, from 0
///     3       1  how many records the withdrawal has
///     4      16  HMAC-SHA-256 of the journey, its first 128 bits; in the head, that of the text in `name`
///     20      8  microseconds since 1970, little-endian
///     28     32  the name of the channel, or 32 bytes of it, filled up with zeros
///     60      4  CRC-32C of all before, little-endian
///
/// A name longer than 32 bytes takes further records right behind, with the same HMAC and instant. All zeros: room
/// for a record. A record that fails its checksum costs the one withdrawal of which it is.
struct WithdrawalRecord: Equatable {
  enum Kind: UInt8 { case head = 1, withdrawal, more }

  static let size = 64
  static let nameSize = 32
  /// Longer names than any that are taken: a channel is an id of at most 64 bytes.
  static let longestName = nameSize * 255

  var kind: Kind
  var part: UInt8
  var parts: UInt8
  var person: Digest
  var at: Int64
  var name: [UInt8]

  /// Nil where it is not what was written.
  init?(_ bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    guard bytes.count == Self.size, let kind = Kind(rawValue: bytes[start]),
      bytes[start + 1] <= Self.nameSize,
      Checksum32.of(bytes.prefix(60)) == UInt32(truncatingIfNeeded: Self.number(bytes[(start + 60)...]))
    else { return nil }
    self.kind = kind
    part = bytes[start + 2]
    parts = bytes[start + 3]
    person = Digest(
      high: Self.number(bytes[(start + 4)..<(start + 12)]),
      low: Self.number(bytes[(start + 12)..<(start + 20)])
    )
    at = Int64(bitPattern: Self.number(bytes[(start + 20)..<(start + 28)]))
    name = Array(bytes[(start + 28)..<(start + 28 + Int(bytes[start + 1]))])
  }

  init(_ kind: Kind, part: Int, of parts: Int, person: Digest, at: Int64, name: [UInt8]) {
    self.kind = kind
    self.part = UInt8(truncatingIfNeeded: part)
    self.parts = UInt8(truncatingIfNeeded: parts)
    self.person = person
    self.at = at
    self.name = name
  }

  var bytes: [UInt8] {
    var bytes = [kind.rawValue, UInt8(name.count), part, parts]
    bytes.reserveCapacity(Self.size)
    for number in [person.high, person.low, UInt64(bitPattern: at)] { Self.append(number, 8, to: &bytes) }
    bytes += name
    bytes += repeatElement(0, count: Self.nameSize - name.count)
    Self.append(UInt64(Checksum32.of(bytes)), 4, to: &bytes)
    return bytes
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place)))) }
  }
}

extension WithdrawalRecord {
  private static let headText = "waymark withdrawals 1"

  /// What the head of a file under a key says, so that a file of another history is told apart.
  static func head(under key: [UInt8]) -> WithdrawalRecord {
    WithdrawalRecord(
      .head, part: 0, of: 1, person: Digest(of: headText, under: key), at: 0, name: Array(headText.utf8))
  }

  /// The records of a withdrawal; none where its channel has no name that could be written.
  static func bytes(of withdrawal: StoredWithdrawal) -> [UInt8] {
    let name = Array(withdrawal.channel.utf8)
    guard name.count <= longestName else { return [] }
    let parts = max(1, (name.count + nameSize - 1) / nameSize)
    return (0..<parts).flatMap { part in
      WithdrawalRecord(
        part == 0 ? .withdrawal : .more, part: part, of: parts, person: withdrawal.person,
        at: withdrawal.at.microseconds, name: Array(name.dropFirst(part * nameSize).prefix(nameSize))
      ).bytes
    }
  }
}
