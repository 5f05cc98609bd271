import Testing

@testable import Rules

/// Ids that may be slips for one another.
@Suite struct SpellingTests {
  @Test(arguments: [
    ("near@x.example", "Near@X.example", "in capitals"),
    ("cl2", "cl2 ", "in capitals or spaces"),
    ("cl2", "CL 2", "in capitals or spaces"),
    ("cl2", "cl2\r", "in characters that nobody sees"),
    ("cl2", "cl2\u{A0}", "in characters that nobody sees"),
    ("cl2", "\u{FEFF}cl2", "in characters that nobody sees"),
    ("cl2", "c\u{200B}l2", "in characters that nobody sees"),
    ("j\u{F6}rg", "jo\u{308}rg", "in how its letters are encoded"),
    ("j\u{F6}rg", "J\u{D6}RG ", "in capitals or spaces"),
  ])
  func `ids that look the same are spelt the same, and it is said in what they differ`(
    one: String, other: String, difference: String
  ) {
    #expect(ExactText(one.spelling) == ExactText(other.spelling))
    #expect(other.difference(from: one) == difference)
    #expect(one.difference(from: other) == difference)
  }

  @Test(arguments: [("anna", "ana"), ("a.b", "ab"), ("acme/anna", "acme-anna"), ("o", "0")])
  func `other ids are not`(one: String, other: String) {
    #expect(ExactText(one.spelling) != ExactText(other.spelling))
  }

  @Test func `spaces and hidden characters at the ends are seen, and no others`() {
    for id in [" anna", "anna\n", "anna\r", "\u{FEFF}anna", "anna\u{200B}", "anna\u{A0}", "\tanna\u{7F}"] {
      #expect(id.hasHiddenEnds && id.withoutHiddenEnds == "anna")
    }
    for id in ["anna", "an na", "an\u{A0}na", "åse", ""] {
      #expect(!id.hasHiddenEnds && id.withoutHiddenEnds == id)
    }
    #expect(" \r".hasHiddenEnds && " \r".withoutHiddenEnds == "")
  }

  @Test func `an id that is tidy is a slip for no other`() {
    #expect("near@x.example".tidierSpellings == [])
    #expect("cl2 ".tidierSpellings == ["cl2"])
    #expect("Near@x.example\r".tidierSpellings == ["Near@x.example", "near@x.example"])
    #expect(" ".tidierSpellings == [])
  }
}
