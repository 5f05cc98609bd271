import Testing

@testable import CEL

@Suite struct PatternSyntaxTests {
  /// A pattern with texts that match and texts that do not.
  struct Example: Sendable {
    var pattern: String
    var matching: [String]
    var others: [String]

    init(_ pattern: String, _ matching: [String], not others: [String]) {
      self.pattern = pattern
      self.matching = matching
      self.others = others
    }
  }

  static let literals = [
    Example("", ["", "a", "é"], not: []),
    Example("b", ["b", "abc"], not: ["", "B"]),
    Example("a|b||c", ["", "x"], not: []),
    Example("^(?:ab|cd|e)$", ["ab", "cd", "e"], not: ["a", "abcd", "de", ""]),
    Example("^(|a)*$", ["", "aa"], not: ["ab"]),
    Example("^.$", ["a", "é", "😀", "\r"], not: ["", "\n", "ab", "e\u{301}"]),
    Example("(?s)^.$", ["\n"], not: [""]),
    Example("é", ["café"], not: ["cafe\u{301}"]),
    Example("\\.\\_\\-\\/\\@", ["._-/@"], not: ["a_-/@"]),
    Example("^\\Qa.b*\\E+$", ["a.b*", "a.b**"], not: ["axb", "a.b"]),
    Example("\\Q(\\", ["(\\"], not: ["("]),
    Example("^\\a\\f\\t\\n\\r\\v$", ["\u{7}\u{C}\t\n\r\u{B}"], not: [""]),
    Example("^\\101\\0\\x41\\x{1F600}$", ["A\0A😀"], not: ["101"]),
    Example("\\x{D800}", [], not: ["", "\u{FFFD}"]),
  ]

  static let repetitions = [
    Example("^a*$", ["", "aaa"], not: ["b"]),
    Example("^a+?$", ["a", "aa"], not: [""]),
    Example("^a??$", ["", "a"], not: ["aa"]),
    Example("^a{2}$", ["aa"], not: ["a", "aaa"]),
    Example("^a{2,}$", ["aa", "aaaa"], not: ["a"]),
    Example("^(?:ab){1,3}?$", ["ab", "ababab"], not: ["", "abababab", "aba"]),
    Example("^a{0}b$", ["b"], not: ["ab"]),
    Example("^(a{0,2}b){2}$", ["bb", "aabab"], not: ["aaabb", "b"]),
    Example("^(a?){3}a{3}$", ["aaa", "aaaaaa"], not: ["aa", "aaaaaaa"]),
    Example("^a{,2}$", ["a{,2}"], not: ["aa"]),
    Example("^{a{1$", [], not: ["a"]),
    Example("{a{1}{x", ["{a{x"], not: ["a"]),
    Example("^a{01}$", ["a{01}"], not: ["a"]),
    Example("^a{1000000000}$", ["a{1000000000}"], not: ["a"]),
    Example("^a*\\Q\\E*(?i)+$", ["", "aa"], not: ["b"]),
    Example("^(?:$)*\\b*$", [""], not: ["b"]),
  ]

  static let anchors = [
    Example("^b", ["b"], not: ["ab", "a\nb"]),
    Example("(?m)^b", ["b", "a\nb"], not: ["ab"]),
    Example("a$", ["a"], not: ["a\n", "a\nb"]),
    Example("(?m)a$", ["a\n", "a\nb"], not: ["ab"]),
    Example("(?m)\\Ab\\z", ["b"], not: ["a\nb", "b\n"]),
    Example("\\bb\\b", ["b", "a b.", "éb"], not: ["ab", "b_"]),
    Example("b\\B", ["ba"], not: ["b", "b "]),
    Example("^\\B$", [""], not: ["a"]),
    Example("a\\Bé|é\\Ba", [], not: ["aéa"]),
    Example("\\B", ["", "aa", "é"], not: ["aéa"]),
    Example("a^b|a$b|a\\Ab|a\\zb", [], not: ["ab", "a\nb"]),
    Example("^^$$", [""], not: ["a"]),
  ]

  static let flags = [
    Example("a(?i)b|c", ["aB", "C"], not: ["Ab"]),
    Example("^(?i:a)b$", ["Ab"], not: ["aB"]),
    Example("^((?i)a)b$", ["Ab"], not: ["AB"]),
    Example("(?i)^a(?-i)b$", ["Ab"], not: ["AB"]),
    Example("(?ims-U:^.$)", ["a\nb"], not: [""]),
    Example("(?)^(?P<year>\\d+)-(?<month>\\d+)$", ["2024-05"], not: ["2024"]),
    Example("(?P<ń>x)(?P<1>y)", ["xy"], not: ["x"]),
  ]

  @Test(arguments: [literals, repetitions, anchors, flags].joined())
  func `a pattern matches what RE2 says`(example: Example) throws {
    try expect(example)
  }

  static let classes = [
    Example("^[a-c-]$", ["a", "c", "-"], not: ["d", "[", ""]),
    Example("^[]a]$", ["]", "a"], not: ["b"]),
    Example("^[^]a]$", ["b", "\n", "é"], not: ["]", "a"]),
    Example("^[\\d-z]$", ["5", "-", "z"], not: ["a"]),
    Example("^[\\x{3B1}-\\x{3C9}\\n\\]]$", ["λ", "\n", "]"], not: ["Λ", "n"]),
    Example("^\\d\\s\\w$", ["1 _"], not: ["1\u{B}a", "١ a", "1 é"]),
    Example("^\\D\\S\\W$", ["a1-", "é\u{B}é"], not: ["1a-", "a -"]),
    Example("^[[:space:]]$", ["\u{B}", " "], not: ["\u{A0}"]),
    Example("^[[:^alpha:][:upper:]]$", ["1", "A"], not: ["a"]),
    Example("^[[:x]$", ["[", ":", "x"], not: ["]"]),
    Example("^[[:punct:]]+$", ["!/:@[`{~"], not: ["a", " "]),
    Example("^\\pL\\p{Nd}\\PL\\p{^Lu}$", ["é١.a", "A1\u{300}1"], not: ["1111", "aaaa", "é1.A"]),
    Example("^\\p{Greek}+$", ["λΣ"], not: ["l", "λl"]),
    Example("^[^\\p{Latin}\\P{L}]$", ["λ", "中"], not: ["l", "1"]),
    Example("^\\p{Any}$", ["a", "\n"], not: [""]),
    Example("^\\pC$", ["\u{0}", "\u{E000}"], not: ["a", "\u{378}"]),
    Example("[^\\x00-\\x{10FFFF}]", [], not: ["", "a"]),
  ]

  @Test(arguments: classes)
  func `a class takes its members`(example: Example) throws {
    try expect(example)
  }

  static let foldings = [
    Example("(?i)^k$", ["k", "K", "\u{212A}"], not: ["c"]),
    Example("(?i)^\u{17F}$", ["s", "S"], not: ["f"]),
    Example("(?i)^[^k]$", ["c"], not: ["K", "\u{212A}"]),
    Example("(?i)^[i-l]$", ["\u{212A}"], not: ["ı", "İ"]),
    Example("(?i)^σ$", ["Σ", "ς"], not: ["s"]),
    Example("(?i)^ẞ$", ["ß"], not: ["ss"]),
    Example("(?i)^ǆ$", ["ǅ", "Ǆ"], not: ["dž"]),
    Example("(?i)^\u{1FD3}$", ["\u{390}"], not: ["ι"]),
    Example("(?i)^\\p{Lu}$", ["a", "A"], not: ["中"]),
    Example("(?i)^\\P{Lu}$", ["中"], not: ["a", "A"]),
    Example("(?i)^\\W$", ["é"], not: ["\u{17F}", "\u{212A}"]),
    Example("(?i)^\\Qk.\\E$", ["K."], not: ["Ka"]),
    Example("(?i)^\\x{10428}$", ["\u{10400}"], not: ["a"]),
  ]

  @Test(arguments: foldings)
  func `case is folded by code point`(example: Example) throws {
    try expect(example)
  }

  private func expect(_ example: Example) throws {
    let pattern = try Pattern(example.pattern)
    for text in example.matching {
      #expect(pattern.matches(text) == true, "\(example.pattern) on \(text.debugDescription)")
    }
    for text in example.others {
      #expect(pattern.matches(text) == false, "\(example.pattern) on \(text.debugDescription)")
    }
  }
}

extension Pattern {
  /// Matches with steps enough for the texts of these tests.
  func matches(_ text: String) -> Bool? {
    var steps = 50_000_000
    return matches(text, steps: &steps)
  }
}
