import CEL
import Testing

/// Literals and names, by what they evaluate to, and where they are wrong.
struct LexerTests {
  @Test(arguments: [
    ("0x1F", Value.int(31)), ("-0x10", .int(-16)), ("0XfFu", .uint(255)),
    ("18446744073709551615u", .uint(.max)),
    ("-9223372036854775808", .int(.min)), ("- 5", .int(-5)), ("1e3", .double(1000)), (".5", .double(0.5)),
    ("1.25E-2", .double(0.0125)), ("-.5", .double(-0.5)), ("00012", .int(12)),
  ])
  func `numbers are read`(_ text: String, _ value: Value) throws {
    #expect(isSame(try Fixture.evaluate(text), value), "\(text)")
  }

  @Test(arguments: [
    (#""\a\b\f\n\r\t\v\\\?\"\'\`""#, "\u{7}\u{8}\u{C}\n\r\t\u{B}\\?\"'`"),
    (#"'\x41\X42\u00e9\U0001F431'"#, "ABé🐱"),
    (#"'\101\377'"#, "Aÿ"), (#"r'\n'"#, #"\n"#), (#"R"a\""#, "a\\"), ("'''a\r\nb'c\\n'''", "a\nb'c\n"),
    (#"'\ud83d\udc31'"#, "🐱"), ("\"\"\"\"a\" \"\"\"", "\"a\" "), ("''", ""), ("'''''' + 'x'", "x"),
    ("'a' // and more\n + 'b'", "ab"), ("'e\u{301}' + ''", "e\u{301}"),
  ])
  func `texts are read`(_ text: String, _ expected: String) throws {
    #expect(isSame(try Fixture.evaluate(text), .string(expected)), "\(text)")
  }

  @Test(arguments: [
    (#"b'\xff\377a'"#, [0xFF, 0xFF, 0x61] as [UInt8]), ("b'é'", [0xC3, 0xA9]), (#"bR"\x""#, [0x5C, 0x78]),
    ("B\"\"\"a\nb\"\"\"", [0x61, 0x0A, 0x62]),
  ])
  func `bytes are read`(_ text: String, _ expected: [UInt8]) throws {
    #expect(isSame(try Fixture.evaluate(text), .bytes(expected)), "\(text)")
  }

  @Test(arguments: [
    ("'abc", 0..<1), ("1 + \"abc", 4..<5), ("'''a'", 0..<3), ("'a\nb'", 0..<1), (#"'ab\qc'"#, 3..<5),
    (#"'\ud800'"#, 1..<7), (#"'\U00110000'"#, 1..<11), (#"'\x4'"#, 1..<4), (#"b'\u0041'"#, 2..<4),
    (#"'\400'"#, 1..<3),
    ("9223372036854775808", 0..<19), ("-9223372036854775809", 0..<20), ("18446744073709551616u", 0..<21),
    ("-1u", 0..<3), ("1e999", 0..<5), ("n == 12abc", 5..<10), ("m.`a(b`", 4..<5), ("m.`ab", 2..<3),
    ("n # 1", 2..<3),
    ("é", 0..<2), ("n \u{0}", 2..<3),
  ])
  func `what is no token is pointed at`(_ text: String, _ range: Range<Int>) {
    let problems = Fixture.problems(text)
    #expect(problems.map(\.kind) == [.syntax], "\(text)")
    #expect(problems.first?.range == range, "\(text): \(problems)")
  }

  @Test func `a name in backquotes may have signs`() throws {
    #expect(isSame(try Fixture.evaluate("{'a-b/c. d': 1}.`a-b/c. d`"), .int(1)))
    #expect(isSame(try Fixture.evaluate("has({'a.b': 1}.`a.b`)"), .bool(true)))
    #expect(!Fixture.problems("account.`employees`").isEmpty)
  }
}
