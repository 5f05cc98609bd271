import Decisions
import Testing

@testable import Daemon

@Suite struct UUIDv7Tests {
  private static func milliseconds(of id: String) -> UInt64? {
    UInt64(id.replacing("-", with: "").prefix(12), radix: 16)
  }

  @Test func `an id has the form and the time that RFC 9562 says`() throws {
    var generator = UUIDv7Generator()
    // The time of the RFC's example.
    let id = generator.next(at: 0x017F_22E2_79B0).text
    #expect(id.hasPrefix("017f22e2-79b0-7"))
    #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
  }

  @Test func `each id is greater than the one before, within a millisecond and when the clock goes back`() {
    var generator = UUIDv7Generator()
    var times = Array(repeating: UInt64(1_790_000_000_000), count: 20_000)
    times += [
      1_790_000_000_001, 1_790_000_000_500, 1_789_999_999_000, 0, 1_790_000_000_499, 1_790_000_001_000,
    ]
    let ids = times.map { generator.next(at: $0).text }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    #expect(Set(ids).count == ids.count)
    #expect(ids.last.flatMap { Self.milliseconds(of: $0) } == 1_790_000_001_000)
  }

  @Test func `the time runs ahead only as far as the count of a millisecond needs`() {
    var generator = UUIDv7Generator()
    var last = ""
    for _ in 0..<20_000 { last = generator.next(at: 1_790_000_000_000).text }
    // 4,096 in each millisecond; the first may have room for half of them only.
    #expect((Self.milliseconds(of: last) ?? 0) <= 1_790_000_000_005)
  }

  @Test func `two generators give different ids at the same time`() {
    var first = UUIDv7Generator()
    var second = UUIDv7Generator()
    let ids = (0..<100).flatMap { _ in [first.next(at: 1), second.next(at: 1)] }
    #expect(Set(ids).count == 200)
  }
}
