import Foundation
import System

/// What stands in SQLite's write-ahead log, looked at before SQLite does: that takes the first frame that is not whole
/// for the end, and what comes behind is gone without a word (SQLite's file format, section 4).
struct WriteAheadLog: Sendable, Equatable {
  /// What of it is missing.
  enum Loss {
    case nothing
    /// What was acknowledged since the log was last made to last, as was asked for.
    case allowed
    case damage
  }

  /// Whether its head is whole; otherwise nobody can tell what stood there.
  private(set) var isReadable = true
  /// Frames before the first one that is not whole.
  private(set) var sound = 0
  /// Frames from there to the last one of this log, and how many of them end a commit.
  private(set) var bad = 0
  private(set) var badCommits = 0
  /// How many frames were committed, by the index of the log; nil where that does not say.
  private(set) var committed: Int?

  private static let headSize = 32
  private static let frameHeadSize = 24
  private static let indexHeadSize = 100

  /// - Parameter database: its path.
  init(of database: String) {
    let log = FileManager.default.contents(atPath: "\(database)-wal") ?? Data()
    // Without a database nothing was lost but that.
    guard log.count > Self.headSize || (FileStatus(of: database, followingLinks: true)?.size ?? 0) > 0 else {
      return
    }
    let index = FileHandle(forReadingAtPath: "\(database)-shm").flatMap {
      try? $0.read(upToCount: Self.indexHeadSize)
    }
    log.withUnsafeBytes { log in
      if log.count > Self.headSize { look(at: log) }
      index?.withUnsafeBytes { if $0.count == Self.indexHeadSize { readIndex($0, of: log) } }
    }
  }

  /// Whether anything in it is not as SQLite leaves it when it is not interrupted.
  var isBroken: Bool { !isReadable || badCommits > 0 || isMissing }

  /// Whether less is there than was committed.
  private var isMissing: Bool { committed.map { $0 > sound } ?? false }

  /// Tells a log that was changed from one that a power cut, or the end of the process, left.
  ///
  /// - Parameter isSameBoot: whether the machine runs since before it was written.
  func loss(_ durability: Durability, isSameBoot: Bool) -> Loss {
    if !isReadable { return .damage }
    // Frames reach the disk in any order then, or not at all.
    if durability == .normal, !isSameBoot { return isBroken ? .allowed : .nothing }
    if isMissing { return .damage }
    // Only the last commit can have been under way, and nobody was told of it.
    if badCommits > 1 { return .damage }
    // A frame's head is written before its page, so that the end of the process leaves one bad frame at most. A power
    // cut leaves any part of a commit.
    if isSameBoot, committed == nil, badCommits > 0, bad > 1 { return .damage }
    return .nothing
  }

  private mutating func look(at bytes: UnsafeRawBufferPointer) {
    let magic = bigEndian(bytes, 0)
    let pageSize = Int(bigEndian(bytes, 8))
    var sum = Sum(isBigEndian: magic & 1 == 1)
    sum.add(bytes, from: 0, count: 24)
    guard magic & ~1 == 0x377F_0682, sum.equals(bytes, at: 24), pageSize >= 512, pageSize <= 65_536 else {
      isReadable = false
      return
    }
    let size = Self.frameHeadSize + pageSize
    var place = Self.headSize
    while place + size <= bytes.count, isOfThisLog(bytes, place) {
      sum.add(bytes, from: place, count: 8)
      sum.add(bytes, from: place + Self.frameHeadSize, count: pageSize)
      guard sum.equals(bytes, at: place + 16) else { break }
      place += size
      sound += 1
    }
    var frames = 0
    while place + size <= bytes.count {
      frames += 1
      if isOfThisLog(bytes, place) {
        bad = frames
        if bigEndian(bytes, place + 4) != 0 { badCommits += 1 }
      }
      place += size
    }
  }

  /// Reads how much was committed from the index, which outlives the process: SQLite changes it after the log is
  /// written, and before a commit is acknowledged. It is in the order of bytes of the machine.
  private mutating func readIndex(_ index: UnsafeRawBufferPointer, of log: UnsafeRawBufferPointer) {
    var sum = Sum(isBigEndian: 1.bigEndian == 1)
    sum.add(index, from: 0, count: 40)
    guard isReadable, sum.equalsNative(index, at: 40) else { return }
    let frames = Int(index.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    if log.count > Self.headSize {
      // The marks of the log stand in both.
      if index[32..<40].elementsEqual(log[16..<24]) { committed = frames }
    } else if index.loadUnaligned(fromByteOffset: 96, as: UInt32.self) < frames {
      // The log is gone, or empty, and not all of it was copied into the database.
      committed = frames
    }
  }

  /// Whether a frame bears the marks of the head: others are left from before the log was begun anew.
  private func isOfThisLog(_ bytes: UnsafeRawBufferPointer, _ frame: Int) -> Bool {
    bigEndian(bytes, frame + 8) == bigEndian(bytes, 16)
      && bigEndian(bytes, frame + 12) == bigEndian(bytes, 20)
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
      bigEndian(bytes, place) == first && bigEndian(bytes, place + 4) == second
    }

    func equalsNative(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
      bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self) == first
        && bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self) == second
    }
  }
}

private func bigEndian(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
  UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
}
