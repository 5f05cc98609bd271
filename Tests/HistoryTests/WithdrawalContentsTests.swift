import Foundation
import HistoryRecords
import Testing
import Time

@testable import History

/// The file of withdrawals as bytes.
@Suite struct WithdrawalContentsTests {
  private static let key = [UInt8](repeating: 7, count: 32)

  private static func withdrawal(_ number: Int, channel: String = "email") -> StoredWithdrawal {
    StoredWithdrawal(
      person: Digest(of: "journey \(number)", under: key), channel: channel, at: .s(Int64(number)),
      journey: nil)
  }

  private static func file(_ withdrawals: [StoredWithdrawal], room: Int = 4) -> [UInt8] {
    WithdrawalRecord.head(under: key).bytes + withdrawals.flatMap { WithdrawalRecord.bytes(of: $0) }
      + [UInt8](repeating: 0, count: room * WithdrawalRecord.size)
  }

  private static func keys(_ withdrawals: [StoredWithdrawal]) -> [WithdrawalContents.Key: Instant] {
    Dictionary(
      withdrawals.map { (WithdrawalContents.Key(person: $0.person, channel: $0.channel), $0.at) },
      uniquingKeysWith: max)
  }

  @Test func `the checksum is that of the standard`() {
    #expect(Checksum32.of(Array("123456789".utf8)) == 0xE306_9283)
  }

  @Test(arguments: [0, 1, 31, 32, 33, 63, 64, 65, 200])
  func `a channel's name of any length comes back`(length: Int) {
    let item = Self.withdrawal(1, channel: String(repeating: "c", count: length))
    let contents = WithdrawalContents(Self.file([item]))
    #expect(contents.latest == Self.keys([item]))
    #expect(!contents.isDamaged)
    #expect(contents.keyCheck == WithdrawalRecord.head(under: Self.key).person)
  }

  @Test func `of several withdrawals the latest counts, whatever their order`() {
    let person = Digest(of: "anna", under: Self.key)
    let all = [5, 9, 7].map {
      StoredWithdrawal(person: person, channel: "email", at: .s($0), journey: nil)
    }
    let contents = WithdrawalContents(Self.file(all))
    #expect(contents.latest.map(\.value) == [.s(9)])
    #expect(!contents.isCompact && !contents.isDamaged)
  }

  @Test func `a changed byte costs the withdrawal it stands in at most, and is always told`() {
    let items = (0..<6).map {
      Self.withdrawal($0, channel: $0 % 3 == 1 ? String(repeating: "long", count: 15) : "email")
    }
    let bytes = Self.file(items)
    let whole = Self.keys(items)
    for place in bytes.indices {
      for change in [0x01, 0x80, 0xFF] as [UInt8] {
        var changed = bytes
        changed[place] ^= change
        let contents = WithdrawalContents(changed)
        let lost = whole.filter { contents.latest[$0.key] != $0.value }
        #expect(lost.count <= 1, "\(place)")
        #expect(contents.latest.count == whole.count - lost.count, "\(place)")
        #expect(contents.damage != nil, "\(place)")
      }
    }
  }

  @Test func `a file that was cut short says so wherever that was`() {
    let items = (0..<6).map { Self.withdrawal($0) }
    let bytes = Self.file(items, room: 2)
    for length in 0..<bytes.count - WithdrawalRecord.size {
      #expect(WithdrawalContents(Array(bytes.prefix(length))).isDamaged, "\(length)")
    }
    #expect(!WithdrawalContents(Array(bytes.dropLast(WithdrawalRecord.size))).isDamaged)
  }

  @Test func `room is set aside in advance, and anew when half of it is taken`() throws {
    let test = try TestHistory()
    let path = "\(test.folder)/more"
    let file = try WithdrawalFile.write([], under: Self.key, to: path)
    var all: [StoredWithdrawal] = []
    for batch in 0..<20 {
      let items = (0..<250).map { Self.withdrawal(batch * 250 + $0) }
      try file.append(items)
      all += items
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      let contents = WithdrawalContents(bytes)
      #expect(contents.latest == Self.keys(all) && !contents.isDamaged)
      #expect(bytes.count >= 2 * contents.used && file.shortage == nil)
    }
    let again = try WithdrawalFile(
      at: path, used: WithdrawalContents(Array(Data(contentsOf: URL(filePath: path)))).used)
    try again.append([Self.withdrawal(-1)])
    let contents = WithdrawalContents(Array(try Data(contentsOf: URL(filePath: path))))
    #expect(contents.latest.count == all.count + 1 && !contents.isDamaged)
  }

  @Test func `a hole among records is told`() {
    let items = (0..<6).map { Self.withdrawal($0) }
    var bytes = Self.file(items)
    for place in 128..<256 { bytes[place] = 0 }
    let contents = WithdrawalContents(bytes)
    #expect(contents.bad == 1 && contents.latest.count == 4)
  }
}
