import HistoryRecords
import Time

/// What a file of withdrawals says, and how much of it could not be read.
struct WithdrawalContents: Sendable, Equatable {
  struct Key: Hashable, Sendable {
    let person: Digest
    let channel: String
  }

  /// The latest of each person and channel.
  private(set) var latest: [Key: Instant] = [:]
  /// Of the key of the history that it belongs to; nil where the head cannot be read.
  private(set) var keyCheck: Digest?
  /// How many records are not what was written.
  private(set) var bad = 0
  /// Whether its end is missing: a whole file ends with room for a record.
  private(set) var isCutShort = false
  /// Whether a shorter file would say the same.
  private(set) var isCompact = true
  /// Bytes up to the end of the last record.
  private(set) var used = 0

  init() {}

  init(_ bytes: [UInt8]) {
    let size = WithdrawalRecord.size
    let end = bytes.lastIndex { $0 != 0 }.map { ($0 / size + 1) * size } ?? 0
    used = end
    isCutShort = bytes.count < end + size
    var parts: [WithdrawalRecord] = []
    var wasGap = false
    for start in stride(from: 0, to: end, by: size) {
      guard let record = WithdrawalRecord(bytes[start..<min(start + size, bytes.count)]) else {
        parts = []
        // Zeros in a row are one gap.
        let isGap = bytes[start..<min(start + size, bytes.count)].allSatisfy { $0 == 0 }
        if !isGap || !wasGap { bad += 1 }
        wasGap = isGap
        continue
      }
      wasGap = false
      if record.kind == .head {
        if start == 0 { keyCheck = record.person } else { bad += 1 }
        parts = []
        continue
      }
      if record.kind == .withdrawal { parts = [] }
      // What continues a record that cannot be read goes with it.
      guard Int(record.part) == parts.count,
        parts.first.map({ $0.person == record.person && $0.at == record.at }) ?? true
      else {
        parts = []
        continue
      }
      parts.append(record)
      if parts.count == Int(record.parts) {
        add(parts)
        parts = []
      }
    }
    if keyCheck == nil, bad == 0 { bad = 1 }
  }

  private mutating func add(_ parts: [WithdrawalRecord]) {
    let channel = String(decoding: parts.flatMap(\.name), as: UTF8.self)
    let key = Key(person: parts[0].person, channel: channel)
    let at = Instant(microseconds: parts[0].at)
    if let known = latest[key] {
      isCompact = false
      latest[key] = max(known, at)
    } else {
      latest[key] = at
    }
  }

  var isDamaged: Bool { bad > 0 || isCutShort }

  /// What is wrong with it, in words.
  var damage: String? {
    guard isDamaged else { return nil }
    if bad > 0 { return "the file of withdrawals has records that cannot be read, \(bad) of them" }
    return "the end of the file of withdrawals is missing"
  }
}
