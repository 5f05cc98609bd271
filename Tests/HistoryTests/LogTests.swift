import Foundation
import GRDB
import Rules
import Testing
import Time

@testable import History

/// The write-ahead log of a history that was not closed, changed in between.
@Suite struct LogTests {
  let test = TestHistory()

  /// A history as a kill leaves it: so many contacts, each committed by itself.
  private func killed(_ count: Int) throws -> TestHistory {
    for number in 0..<count {
      test.submit {
        _ = $0.record(
          .of(number % 4 == 0 ? .unsubscribed : .delivered, journey: "j\(number)", at: Int64(number)),
          now: .s(0), sameContactWithin: .hour)
      }
    }
    let other = TestHistory()
    other.history.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      try? FileManager.default.removeItem(atPath: "\(other.folder)/\(name)")
      try FileManager.default.copyItem(atPath: "\(test.folder)/\(name)", toPath: "\(other.folder)/\(name)")
    }
    return other
  }

  @Test func `a log as a kill leaves it is whole`() throws {
    let other = try killed(20)
    #expect(WriteAheadLog.look(at: "\(other.path)-wal") == .whole)
    other.open()
    #expect(other.history.contactCount == 20 && other.events == [])
  }

  @Test(arguments: 0..<12)
  func `a changed byte in it is found`(seed: Int) throws {
    let other = try killed(20)
    var random = SeededRandom(UInt64(seed))
    let log = URL(filePath: "\(other.path)-wal")
    var bytes = try Data(contentsOf: log)
    let place = seed < 4 ? seed * 7 : Int.random(in: 0..<bytes.count * 3 / 4, using: &random)
    bytes[place] ^= 0x10
    try bytes.write(to: log)
    other.open()
    let isWhole = other.history.contactCount == 20
    #expect(isWhole || !other.history.damage.isEmpty, "byte \(place)")
    for number in stride(from: 0, to: 20, by: 4) { #expect(other.isOut("j\(number)")) }
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
