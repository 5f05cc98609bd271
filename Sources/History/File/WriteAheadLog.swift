import Foundation

/// What stands in SQLite's write-ahead log, looked at before SQLite does: that takes the first frame that is not whole
/// for the end, and what comes behind is gone without a word (SQLite's file format, section 4).
enum WriteAheadLog {
  enum Finding: Equatable {
    case whole
    /// Behind the first frame that is not whole there are so many commits.
    case broken(commits: Int)
  }

  private static let headSize = 32
  private static let frameHeadSize = 24

  static func look(at path: String) -> Finding {
    guard let bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty else { return .whole }
    return bytes.withUnsafeBytes { look(at: $0) }
  }

  private static func look(at bytes: UnsafeRawBufferPointer) -> Finding {
    guard bytes.count > headSize else { return .whole }
    let magic = number(bytes, at: 0)
    let pageSize = Int(number(bytes, at: 8))
    var sum = Sum(isBigEndian: magic & 1 == 1)
    sum.add(bytes, from: 0, count: 24)
    guard magic & ~1 == 0x377F_0682, sum.equals(bytes, at: 24), pageSize >= 512, pageSize <= 65_536 else {
      // Nobody can tell what stood there.
      return .broken(commits: .max)
    }
    let size = frameHeadSize + pageSize
    var place = headSize
    while place + size <= bytes.count, isOfThisLog(bytes, place) {
      sum.add(bytes, from: place, count: 8)
      sum.add(bytes, from: place + frameHeadSize, count: pageSize)
      guard sum.equals(bytes, at: place + 16) else { break }
      place += size
    }
    var commits = 0
    while place + size <= bytes.count {
      if isOfThisLog(bytes, place), number(bytes, at: place + 4) != 0 { commits += 1 }
      place += size
    }
    return commits == 0 ? .whole : .broken(commits: commits)
  }

  /// Whether a frame bears the marks of the head: others are left from before the log was begun anew.
  private static func isOfThisLog(_ bytes: UnsafeRawBufferPointer, _ frame: Int) -> Bool {
    number(bytes, at: frame + 8) == number(bytes, at: 16)
      && number(bytes, at: frame + 12) == number(bytes, at: 20)
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// The log's running checksum.
  private struct Sum {
    let isBigEndian: Bool
    private var first: UInt32 = 0
    private var second: UInt32 = 0

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func add(_ bytes: UnsafeRawBufferPointer, from start: Int, count: Int) {
      for place in stride(from: start, to: start + count, by: 8) {
        first &+= word(bytes, place) &+ second
        second &+= word(bytes, place + 4) &+ first
      }
    }

    private func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
      let raw = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
      return isBigEndian ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)
    }

    func equals(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
      number(bytes, at: place) == first && number(bytes, at: place + 4) == second
    }
  }
}
