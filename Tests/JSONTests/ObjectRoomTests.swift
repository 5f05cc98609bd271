import JSON
import TestSupport
import Testing

struct ObjectRoomTests {
  private static let names = JSONValues(of: ["a", "längeres", "with \"quotes\""]) { $0.member("name", $1) }

  private static func inRoom(_ millionths: Int64, _ index: Int) -> String {
    var writer = JSONWriter()
    writer.array {
      for _ in 0..<2 {
        $0.object(ofAtMost: names.longest + 1 + ObjectRoom.size(of: "priority")) {
          $0.members(names, at: index)
          $0.member("priority", millionths: millionths)
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func memberByMember(_ millionths: Int64, _ index: Int) -> String {
    var writer = JSONWriter()
    writer.array {
      for _ in 0..<2 {
        $0.object {
          $0.members(names, at: index)
          $0.member("priority", Double(millionths) / 1_000_000)
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [0, 1, 10, 999_999, 1_000_000, 98_700_000, 100_000_000, 123_456_789, 10_000_000_000])
  func `an object in prepared room is written as any other`(millionths: Int64) {
    for index in 0..<3 {
      #expect(Self.inRoom(millionths, index) == Self.memberByMember(millionths, index))
    }
  }

  @Test func `numbers of millionths are written as the doubles that they are`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<20_000 {
      let millionths =
        Int64.random(in: 0...10_000_000_000, using: &random) >> Int64.random(in: 0...33, using: &random)
      #expect(Self.inRoom(millionths, 0) == Self.memberByMember(millionths, 0))
    }
  }
}
