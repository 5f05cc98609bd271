import Testing

@testable import Decisions
@testable import Rules

@Suite("The id of a decision")
struct DecisionIDTests {
  private static let canonical = "01890a5d-ac96-774b-bcce-b302099a8057"

  @Test
  func `is a number where it is a UUID in its canonical form`() {
    #expect(DecisionID(Self.canonical) == .uuid(0x0189_0a5d_ac96_774b, 0xbcce_b302_099a_8057))
  }

  @Test(arguments: [
    "", "d", "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5dac96774bbcceb302099a8057",
    "01890a5d-ac96-774b-bcce-b302099a805g", "01890a5d-ac96-774b-bccee-302099a8057",
    "01890a5d-ac96-774b-bcce_b302099a8057",
  ])
  func `is a text where it is anything else`(text: String) {
    #expect(DecisionID(text) == .text(.init(text)))
  }

  @Test
  func `differs where code points do`() {
    #expect(DecisionID("caf\u{e9}") != DecisionID("cafe\u{301}"))
  }

  @Test
  func `stands in the order of bytes, UUIDs first`() {
    let ids = [
      "01890a5d-ac96-774b-bcce-b302099a8056", Self.canonical, "f0000000-0000-0000-0000-000000000000", "0",
      "a",
    ]
    #expect(ids.reversed().map { DecisionID($0) }.sorted() == ids.map { DecisionID($0) })
  }
}
