import Rules
import TestSupport
import Testing

struct ExactTextTests {
  /// Letters that are composed and decomposed, of one byte to four.
  private static let pieces = ["a", "b", "é", "e\u{301}", "ø", "中", "👍", "", "12345678"]

  @Test func `texts are equal where their bytes are`() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<20_000 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...5, using: &random)).map { _ in random.pick(Self.pieces) }.joined()
      }
      let areEqual = Array(texts[0].utf8) == Array(texts[1].utf8)
      #expect((ExactText(texts[0]) == ExactText(texts[1])) == areEqual)
      if areEqual { #expect(ExactText(texts[0]).hashValue == ExactText(texts[1]).hashValue) }
    }
    #expect(ExactText("é") != ExactText("e\u{301}"))
    #expect(ExactText("a long name of a person") == ExactText("a long name of a " + "person"))
    #expect(ExactText("a long name of a person") != ExactText("a long name of a persom"))
  }
}
