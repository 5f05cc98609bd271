import Testing

@testable import Decisions
@testable import Rules

@Suite("What a contact says of its decision")
struct DecisionReferenceTests {
  private static let canonical = "01890a5d-ac96-774b-bcce-b302099a8057"

  @Test
  func `is an id where it is a UUID in its canonical form`() {
    let id = DecisionID(high: 0x0189_0a5d_ac96_774b, low: 0xbcce_b302_099a_8057)
    #expect(DecisionReference(Self.canonical) == .id(id))
    #expect(id.text == Self.canonical)
    #expect(DecisionID(Self.canonical.uppercased(), inAnyCase: true) == id)
  }

  @Test(arguments: [
    "", "d", "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5dac96774bbcceb302099a8057",
    "01890a5d-ac96-774b-bcce-b302099a805g", "01890a5d-ac96-774b-bccee-302099a8057",
    "01890a5d-ac96-774b-bcce_b302099a8057",
  ])
  func `is a text where it is anything else`(text: String) {
    #expect(DecisionReference(text) == .text(.init(text)))
  }

  @Test
  func `differs where code points do`() {
    #expect(DecisionReference("caf\u{e9}") != DecisionReference("cafe\u{301}"))
  }

  @Test
  func `stands in the order of its bytes`() {
    let texts = [
      "0", "01890a5d-ac96-774b-bcce-b302099a8056", Self.canonical, "a",
      "f0000000-0000-0000-0000-000000000000",
    ].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let references = texts.map { DecisionReference($0) }
    #expect(references.reversed().sorted { $0.precedesInBytes($1) } == references)
  }
}
