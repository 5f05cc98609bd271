import Diagnostics
import Testing

@Suite("Did you mean")
struct NearestTests {
  static let stages = ["awareness", "consideration", "decision", "no-business-case", "cfo", "b2b"]

  @Test(arguments: [
    ("decison", "decision"), ("dceision", "decision"), ("decisionn", "decision"), ("Decision", "decision"),
    ("no_business_case", "no-business-case"), ("No Business Case", "no-business-case"), ("cof", "cfo"),
    ("awarness", "awareness"), ("b2c", "b2b"), ("considertion", "consideration"),
  ])
  func `finds the word that was misspelt`(word: String, expected: String) {
    #expect(nearest(to: word, among: Self.stages) == expected)
  }

  @Test(arguments: ["", "x", "purchase", "xyz", "decide-later", "caf\u{301}eee"])
  func `does not guess wildly`(word: String) {
    #expect(nearest(to: word, among: Self.stages) == nil)
  }

  @Test
  func `prefers a word that differs in case only, then the first in byte order`() {
    #expect(nearest(to: "stage-a", among: ["stage-b", "Stage_A", "stage-c"]) == "Stage_A")
    #expect(nearest(to: "stage-x", among: ["stage-c", "stage-b", "stage-d"]) == "stage-b")
  }

  @Test
  func `says whether another word is as near`() {
    #expect(nearWord(to: "stage-x", among: ["stage-c", "stage-b"])?.isOnly == false)
    #expect(nearWord(to: "stage-x", among: ["stage-c", "other", "stage-c"])?.isOnly == true)
    #expect(nearWord(to: "stage-a", among: ["stage-b", "Stage_A", "stage-c"])?.isOnly == true)
    #expect(nearWord(to: "stage-ax", among: ["stage-b", "stage-c", "stage-a"])?.isOnly == true)
  }

  @Test
  func `does not compare long words`() {
    let word = String(repeating: "a", count: 64)
    #expect(nearest(to: word, among: [word + "a"]) == nil)
    #expect(nearest(to: word + "a", among: [word]) == nil)
    #expect(nearest(to: word, among: [String(word.dropLast()) + "b"]) != nil)
    #expect(nearest(to: String(repeating: "b", count: 1_000_000), among: [word]) == nil)
  }
}
