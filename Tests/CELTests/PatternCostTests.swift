import Testing

@testable import CEL

@Suite struct PatternCostTests {
  static let hostile = [
    "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(?:a?){100}b", "(.*)(.*)(.*)b", "((a*)+)*b", "x*y*z*b",
  ]

  @Test(arguments: hostile)
  func `the work grows with the text and no faster`(pattern: String) throws {
    let pattern = try Pattern(pattern)
    func work(_ length: Int) -> Int {
      var steps = 100_000_000
      #expect(pattern.matches(String(repeating: "a", count: length), steps: &steps) == false)
      return 100_000_000 - steps
    }
    // Long enough for all the places at which a match can be at once.
    let short = work(500)
    let long = work(1_000)
    #expect(long <= 2 * short + short / 4)
  }

  @Test func `a megabyte is searched`() throws {
    let text = String(repeating: "a", count: 1_000_000)
    #expect(try Pattern("b").matches(text) == false)
    #expect(try Pattern("^a+$").matches(text) == true)
  }

  @Test(arguments: [0, -1, Int.min])
  func `without steps there is no answer`(allowed: Int) throws {
    var steps = allowed
    #expect(try Pattern("a").matches("a", steps: &steps) == nil)
    #expect(steps == 0)
  }

  @Test(arguments: ["a", "(a*)*b", "^a{2}\\b", "z"])
  func `steps run out before the answer or suffice for it`(pattern: String) throws {
    let pattern = try Pattern(pattern)
    let text = "aaaaaé"
    var steps = 1_000
    let answer = pattern.matches(text, steps: &steps)
    let needed = 1_000 - steps
    for allowed in 0..<needed {
      var steps = allowed
      #expect(pattern.matches(text, steps: &steps) == nil)
      #expect(steps == 0)
    }
    steps = needed
    #expect(pattern.matches(text, steps: &steps) == answer)
  }

  static let oversized = [
    String(repeating: "x{1000}", count: 101),
    "(?:" + String(repeating: "x", count: 101) + "){1000}",
    String(repeating: "\\pL", count: 1_000),
    "[" + String(repeating: "\\pL", count: 1_000) + "]",
    String(repeating: "x{1000}", count: 99) + String(repeating: "|", count: 600),
    "(" + String(repeating: "x{1000}", count: 90) + ")" + String(repeating: "\\Q\\E?", count: 10_000),
  ]

  @Test(arguments: oversized)
  func `a pattern too large once written out is refused`(pattern: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.message.contains("too large") == true)
  }

  static let allowed = [
    String(repeating: "x{1000}", count: 99),
    "(" + String(repeating: "()", count: 30_000) + "){1000}",
    "[" + String(repeating: "[:", count: 30_000) + "x]",
    "(?i)" + String(repeating: "[^B-\\x{10FFFF}]", count: 1_000),
    String(repeating: "ab|", count: 20_000),
  ]

  @Test(arguments: allowed)
  func `a long pattern is read`(pattern: String) throws {
    #expect(try Pattern(pattern).matches("") != nil)
  }
}
