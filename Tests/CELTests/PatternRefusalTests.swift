import Testing

@testable import CEL

@Suite struct PatternRefusalTests {
  struct Refusal: Sendable {
    var pattern: String
    var range: Range<Int>
    /// How the message begins.
    var message: String

    init(_ pattern: String, _ range: Range<Int>, _ message: String) {
      self.pattern = pattern
      self.range = range
      self.message = message
    }
  }

  static let refusals = [
    Refusal("é(a", 2..<3, "missing ) for this (; write \\( to match"),
    Refusal("a)", 1..<2, "unexpected ); write \\) to match"),
    Refusal("é[a", 2..<3, "missing ] for this [; write \\[ to match"),
    Refusal("[]", 0..<1, "missing ]"),
    Refusal("[a-", 0..<1, "missing ]"),
    Refusal("[é-a]", 1..<5, "the ends of a range are in the wrong order"),
    Refusal("[[:foo:]]", 1..<8, "no such class; the names are alpha"),
    Refusal("[a-\\d]", 3..<5, "no such escape"),
    Refusal("*", 0..<1, "* has nothing to repeat; put \\ before it to match"),
    Refusal("a|+?", 2..<4, "+? has nothing to repeat"),
    Refusal("({2})", 1..<4, "{2} has nothing to repeat; put"),
    Refusal("(?i)*", 4..<5, "* has nothing to repeat"),
    Refusal("éa**", 3..<5, "* repeats a repetition; put that in a group"),
    Refusal("a*+", 1..<3, "+ repeats a repetition"),
    Refusal("a???", 1..<4, "? repeats a repetition"),
    Refusal("a{2}{3}", 1..<7, "{3} repeats a repetition"),
    Refusal("x{1001}", 1..<7, "a repetition's count is at most 1000"),
    Refusal("x{999999999}", 1..<12, "a repetition's count is at most 1000"),
    Refusal("x{2,1}", 1..<6, "the counts of {2,1} are in the wrong order"),
    Refusal("(x{1000}){1000}", 9..<15, "nested repetitions multiply to 1000000, at most 1000"),
    Refusal("((a{3}){3}){112}", 11..<16, "nested repetitions multiply to 1008"),
    Refusal("\\8", 0..<2, "backreferences are not supported"),
    Refusal("(a)\\1", 3..<5, "backreferences are not supported"),
    Refusal("\\", 0..<1, "the pattern ends within an escape; write \\\\"),
    Refusal("\\y", 0..<2, "no such escape"),
    Refusal("\\é", 0..<3, "no such escape"),
    Refusal("\\E", 0..<2, "no such escape"),
    Refusal("\\Z", 0..<2, "\\Z is not supported; write \\z"),
    Refusal("\\C", 0..<2, "\\C is not supported; write (?s:.)"),
    Refusal("\\x1", 0..<3, "\\x needs two hexadecimal digits"),
    Refusal("\\x{}", 0..<3, "\\x needs two hexadecimal digits"),
    Refusal("\\x{110000}", 0..<9, "the last code point is \\x{10FFFF}"),
    Refusal("\\p", 0..<2, "no such class; write a category"),
    Refusal("\\p{greek}", 0..<9, "no such class; write a category"),
    Refusal("\\p{\u{212A}atakana}", 0..<14, "no such class; write a category"),
    Refusal("\\p{L", 0..<4, "missing }"),
    Refusal("\\p^L", 0..<3, "no such class"),
    Refusal("(?i", 0..<3, "no such group; write (?:…)"),
    Refusal("(?x)", 0..<3, "no such group; write (?:…)"),
    Refusal("(?i-)", 0..<5, "no such group"),
    Refusal("(?=a)", 0..<3, "lookahead is not supported"),
    Refusal("(?<!a)", 0..<4, "lookbehind is not supported"),
    Refusal("(?P=a)", 0..<4, "backreferences are not supported"),
    Refusal("(?>a)", 0..<3, "groups without backtracking are not supported"),
    Refusal("(?P<>a)", 0..<5, "a group's name is made of letters, digits and _"),
    Refusal("(?P<a-b>c)", 0..<5, "a group's name is made of letters, digits and _"),
    Refusal("(?P<a>x)(?<a>y)", 11..<12, "another group has this name"),
  ]

  @Test(arguments: refusals)
  func `a refusal tells the fault and its place`(refusal: Refusal) {
    let error = #expect(throws: PatternError.self) { try Pattern(refusal.pattern) }
    #expect(error?.range == refusal.range)
    #expect(error?.message.hasPrefix(refusal.message) == true, "\(error?.message ?? "")")
  }

  @Test func `a pattern may be 65,536 bytes long`() throws {
    _ = try Pattern(String(repeating: "é", count: 32_768))
    let error = #expect(throws: PatternError.self) { try Pattern(String(repeating: "x", count: 65_537)) }
    #expect(error?.message == "pattern is too long: 65537 bytes, at most 65536 are allowed")
  }

  @Test func `groups may be nested a thousand deep`() throws {
    let deepest = String(repeating: "(", count: 1_000) + "a" + String(repeating: "?)", count: 1_000)
    #expect(try Pattern("^" + deepest + "$").matches("a") == true)
    let error = #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 60_000)) }
    #expect(
      error
        == PatternError(
          message: "groups are nested too deep: at most 1000 are allowed", range: 1_000..<1_001))
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 100_000)) }
  }
}
