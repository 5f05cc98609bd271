import Foundation
import GRDB
import Glibc
import Rules
import Synchronization
import System
import Testing
import TestSupport
import Time

@testable import History

/// The write-ahead log of a history that was not closed, changed in between.
@Suite struct LogTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  /// A history as a kill leaves it: so many contacts, each committed by itself.
  private func killed(_ count: Int) throws -> TestHistory {
    for number in 0..<count {
      test.submit {
        _ = $0.record(
          .of(number % 4 == 0 ? .unsubscribed : .delivered, journey: "j\(number)", at: Int64(number)),
          now: .s(0), sameContactWithin: .hour)
      }
    }
    let other = try TestHistory()
    other.history.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      try? FileManager.default.removeItem(atPath: "\(other.folder)/\(name)")
      try FileManager.default.copyItem(atPath: "\(test.folder)/\(name)", toPath: "\(other.folder)/\(name)")
    }
    return other
  }

  /// Changes the log of a history as a kill leaves it, and opens that.
  private func opened(
    _ durability: Durability = .full, isSameBoot: Bool = true, hasIndex: Bool = true,
    after change: (inout Data) -> Void
  ) throws -> TestHistory {
    #expect(test.history.mayCleanUp(at: .s(0), contactsBefore: .s(-1), alertsBefore: .s(-1)))
    let other = try killed(20)
    let log = URL(filePath: "\(other.path)-wal")
    var bytes = try Data(contentsOf: log)
    change(&bytes)
    try bytes.write(to: log)
    if !hasIndex { try FileManager.default.removeItem(atPath: "\(other.path)-shm") }
    if !isSameBoot { other.uptime.withLock { $0 = .init(boot: "second", span: .hour) } }
    other.durability = durability
    other.open()
    for number in stride(from: 0, to: 20, by: 4) { #expect(other.isOut("j\(number)")) }
    #expect(try copies(in: other).isEmpty == other.history.damage.isEmpty)
    return other
  }

  /// Bytes of a frame of pages of 4096 bytes.
  private static let frame = 24 + 4_096

  @Test(arguments: [false, true])
  func `a log as a kill leaves it is whole`(hasIndex: Bool) throws {
    let other = try opened(hasIndex: hasIndex) { _ in }
    #expect(other.history.contactCount == 20 && other.events == [])
  }

  @Test(arguments: 0..<12, [false, true])
  func `a changed byte anywhere in it is found`(seed: Int, isSameBoot: Bool) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var place = 0
    let other = try opened(isSameBoot: isSameBoot) { bytes in
      place = seed < 4 ? seed * 7 : Int.random(in: 0..<bytes.count, using: &random)
      // Of the last commit as well.
      if seed < 8, seed >= 4 { place = bytes.count - 1 - (seed - 4) * Self.frame }
      bytes[place] ^= 0x10
    }
    let isWhole = other.history.contactCount == 20
    #expect(isWhole || !other.history.damage.isEmpty, "byte \(place)")
  }

  @Test(arguments: [1, 2, 5, 100, 5_000])
  func `an end that was cut off is found by the index`(bytes count: Int) throws {
    #expect(try opened { $0.removeLast(count) }.history.damage.count == 1)
    #expect(try opened(isSameBoot: false) { $0.removeLast(count) }.history.damage.count == 1)
  }

  @Test func `a log that is gone is found where the database lacks what stood in it`() throws {
    for isSameBoot in [true, false] {
      let other = try opened(isSameBoot: isSameBoot) { $0 = Data() }
      #expect(other.history.contactCount < 20 && !other.history.damage.isEmpty)
    }
    try test.journal.writer.file?.queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
    let other = try opened { $0 = Data() }
    #expect(other.history.contactCount == 20 && other.events == [])
  }

  private func removeLog() { for name in ["-wal", "-shm"] { unlink("\(test.path)\(name)") } }

  /// Writes into the file that is there: another file in its place says nothing of its log.
  private func overwrite(_ path: String, with bytes: Data) throws {
    if access(path, F_OK) != 0 { try Data().write(to: URL(filePath: path)) }
    let file = try FileHandle(forUpdating: URL(filePath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes)
    try file.close()
  }

  /// Leaves the files as a kill leaves them.
  private func kill() throws {
    let names = ["", "-wal", "-shm"].map { "\(test.path)\($0)" }
    let bytes = try names.map { try Data(contentsOf: URL(filePath: $0)) }
    test.history.close()
    for (name, bytes) in zip(names, bytes) { try overwrite(name, with: bytes) }
  }

  @Test func `after a stop all stands in the database itself`() throws {
    _ = try killed(20)
    test.restart { removeLog() }
    #expect(test.history.contactCount == 20 && test.events == [])
    test.restart()
    #expect(test.history.contactCount == 20 && test.events == [])
  }

  @Test(arguments: [0, 20])
  func `a log that is gone with its index after a kill is found`(contacts: Int) throws {
    _ = try killed(contacts)
    try kill()
    removeLog()
    test.open()
    #expect(
      test.history.damage == ["the log of the database was gone, and what was recorded last may be missing"])
    for number in stride(from: 0, to: contacts, by: 4) { #expect(test.isOut("j\(number)")) }
    #expect(try test.accept().count == 1)
    test.restart {}
    #expect(test.history.damage == [])
  }

  @Test(arguments: [false, true])
  func `a copy of the database alone, made while it is in use, is found`(isKilled: Bool) throws {
    let other = try killed(20)
    if isKilled { try kill() }
    for name in ["-wal", "-shm"] { unlink("\(other.path)\(name)") }
    other.open()
    #expect(other.history.contactCount < 20)
    #expect(
      other.history.damage == [
        "the database is a copy that was made while a daemon used it, without its log ('waymark.sqlite-wal'), and what was recorded last may be missing"
      ])
    #expect(try other.accept().count == 1)
    other.restart {}
    #expect(other.history.damage == [])
  }

  @Test func `after a stop the database alone is a whole copy`() throws {
    _ = try killed(20)
    test.history.close()
    let other = try TestHistory()
    try other.restart {
      for name in ["", "-wal", "-shm"] { unlink("\(other.path)\(name)") }
      for name in ["withdrawals", "withdrawals.key"] { unlink("\(other.folder)/\(name)") }
      try FileManager.default.copyItem(atPath: test.path, toPath: other.path)
    }
    #expect(other.history.contactCount == 20 && other.history.damage == [])
  }

  @Test func `after a kill with its log there is nothing to tell`() throws {
    _ = try killed(20)
    try kill()
    test.open()
    #expect(test.history.contactCount == 20 && test.events == [])
  }

  @Test func `a log that is removed while it runs loses nothing`() throws {
    _ = try killed(20)
    removeLog()
    test.history.lookAtPlace()
    while test.history.fault == nil, test.turn() {}
    test.lookAgain()
    #expect(test.history.fault == nil && test.history.damage == [])
    test.submit { _ = $0.record(.of(.delivered, journey: "late"), now: .s(0), sameContactWithin: .hour) }
    test.restart { removeLog() }
    #expect(test.history.contactCount == 21 && test.events == [])
  }

  @Test func `a copy says nothing of a log, wherever it is put`() throws {
    _ = try killed(20)
    let copy = "\(test.folder)/copy"
    try HistoryFile.copy(test.path, to: copy)
    let bytes = try Data(contentsOf: URL(filePath: copy))
    try test.restart {
      removeLog()
      try overwrite(test.path, with: bytes)
    }
    #expect(test.history.contactCount == 20 && test.events == [])
  }

  /// The head of a frame that ends a commit, before an old page: a kill leaves that in a log that is used again.
  private static func begin(_ bytes: inout Data) {
    bytes += Data([0, 0, 0, 2, 0, 0, 0, 9]) + bytes[16..<24] + Data(repeating: 7, count: frame - 16)
  }

  @Test(arguments: [false, true], [false, true])
  func `a frame of which the head is written only is the end of the process`(hasIndex: Bool, isSameBoot: Bool)
    throws
  {
    let other = try opened(isSameBoot: isSameBoot, hasIndex: hasIndex, after: Self.begin)
    #expect(other.history.contactCount == 20 && other.events == [])
  }

  @Test
  func `without the index, more than one frame is damage on the same boot, and more than one commit ever`()
    throws
  {
    func begin(_ bytes: inout Data) {
      for _ in 0..<2 { Self.begin(&bytes) }
      // Only the last of both ends a commit.
      bytes[bytes.count - 2 * Self.frame + 7] = 0
    }
    #expect(try opened(hasIndex: false, after: begin).history.damage.count == 1)
    #expect(try opened(isSameBoot: false, hasIndex: false, after: begin).events == [])
    #expect(try opened(hasIndex: true, after: begin).events == [])
    for isSameBoot in [false, true] {
      let other = try opened(isSameBoot: isSameBoot, hasIndex: false) { $0[$0.count / 2] ^= 1 }
      #expect(other.history.damage.count == 1)
    }
  }

  @Test(arguments: [false, true])
  func `with the lesser durability a power cut may take what it likes, and it is told`(hasIndex: Bool) throws
  {
    let other = try opened(.normal, isSameBoot: false, hasIndex: hasIndex) { $0[$0.count / 2] ^= 1 }
    #expect(other.history.contactCount < 20)
    #expect(other.history.damage == [] && other.events.contains("end lost"))
    #expect(try opened(.normal, hasIndex: hasIndex) { $0[$0.count / 2] ^= 1 }.history.damage.count == 1)
  }

  @Test func `it is copied once, and told of once the database can be read`() throws {
    let other = try killed(20)
    let log = URL(filePath: "\(other.path)-wal")
    var bytes = try Data(contentsOf: log)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: log)
    // A folder in the place of the database keeps it from being opened, and is no damage of it.
    try FileManager.default.moveItem(atPath: other.path, toPath: "\(other.path).away")
    try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: false)
    other.open()
    for _ in 0..<3 { other.lookAgain() }
    #expect(other.history.fault != nil && other.history.damage == [])
    #expect(try copies(in: other).count == 1)
    try FileManager.default.removeItem(atPath: other.path)
    try FileManager.default.moveItem(atPath: "\(other.path).away", toPath: other.path)
    other.lookAgain()
    #expect(other.history.fault == nil && other.history.damage.count == 1)
    #expect(try copies(in: other).count == 1)
    for number in stride(from: 0, to: 20, by: 4) { #expect(other.isOut("j\(number)")) }
  }

  private func copies(in history: TestHistory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: history.folder).filter {
      $0.contains("-wal.damaged-")
    }
  }
}
