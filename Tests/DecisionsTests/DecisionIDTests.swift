import Decisions
import Testing

@Suite struct DecisionIDTests {
  // SHA-256 of "abc", by FIPS 180-2: ba7816bf 8f01cfea 414140de 5dae2223 …
  @Test func `an id that is derived is a UUID of version 8 of the first bits of the SHA-256`() {
    let id = DecisionID(deriving: Array("abc".utf8))
    #expect(id.text == "ba7816bf-8f01-8fea-8141-40de5dae2223")
    #expect(DecisionID(id.text, inAnyCase: false) == id)
    #expect(id.made == nil)
  }
}
