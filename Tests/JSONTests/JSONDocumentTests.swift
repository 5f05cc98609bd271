import JSON
import Testing

@Suite struct JSONDocumentTests {
  func read(_ text: String) throws -> JSONDocument { try JSONDocument(parsing: Array(text.utf8)) }

  static let wholeNumbers: [(String, Int64?)] = [
    ("420", 420), ("420.0", 420), ("42e1", 420), ("4200E-1", 420), ("42.5", nil), ("0.42e3", 420),
    ("-0", 0), ("0e999999999999999999999", 0), ("1e-1", nil), ("1e18", 1_000_000_000_000_000_000),
    ("9223372036854775807", Int64.max), ("9223372036854775808", nil), ("-9223372036854775808", Int64.min),
    ("-9223372036854775809", nil), ("9223372036854775807.0000", Int64.max), ("1e19", nil), ("1e400", nil),
    ("0.0000000000000000000000001e25", 1), ("10000000000000000000000e-22", 1), ("18446744073709551617", nil),
  ]

  @Test(arguments: wholeNumbers)
  func `a whole number is exact however it is written`(text: String, value: Int64?) throws {
    let document = try read(text)
    #expect(document.int64(at: document.root) == value)
  }

  @Test(arguments: [
    "0", "-0", "0.8", "-0.2", "1e22", "1e23", "123456789012345678", "9007199254740993", "5e-324", "1e-400",
    "2.2250738585072011e-308", "1.7976931348623157e308", "0.1e-5", "179769313486231570000e288", "8.5e+2",
    "9007199254740992.99999999999999999999999999999", "0.000000000000000000000000000000000001",
  ])
  func `a double is the nearest one`(text: String) throws {
    let document = try read(text)
    let value = try #require(document.double(at: document.root))
    #expect(value.bitPattern == Double(text)?.bitPattern)
  }

  @Test(arguments: ["1e400", "-1e400", "1e999999999999999999999", "1.8e308"])
  func `a number beyond the doubles has no value`(text: String) throws {
    let document = try read(text)
    #expect(document.double(at: document.root) == nil)
    #expect(document.int64(at: document.root) == nil)
    #expect(!document.isIntegerLiteral(at: document.root))
  }

  @Test func `the escapes of a string are undone`() throws {
    let document = try read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00\u0000""#)
    #expect(document.string(at: document.root) == "\"\\/\u{8}\u{c}\n\r\tAé€😀\0")
    #expect(!document.equals(document.root, "A"))
    let escaped = try read(#""\u0061t""#)
    #expect(escaped.equals(escaped.root, "at"))
    let plain = try read("\"at\"")
    #expect(
      plain.equals(plain.root, "at") && !plain.equals(plain.root, "as") && !plain.equals(plain.root, "a"))
  }

  @Test func `values are found by walking, with their place, text and pointer`() throws {
    let document = try read(#"{"a/b": [1, {"~": true}], "c": {}, "d": []}"#)
    let root = document.root
    #expect(document.kind(of: root) == .object && document.count(of: root) == 3)
    let list = try #require(document.member("a/b", of: root))
    #expect(document.kind(of: list) == .array && document.count(of: list) == 2)
    #expect(document.offset(of: list) == 8)
    #expect(document.rawBytes(of: list).elementsEqual(#"[1, {"~": true}]"#.utf8))
    let inner = try #require(Array(document.elements(of: list)).last)
    let truth = try #require(document.member("~", of: inner))
    #expect(document.bool(at: truth))
    #expect(document.pointer(to: truth).description == "/a~1b/1/~0")
    #expect(document.pointer(to: root).description == "")
    #expect(document.members(of: root).map { document.string(at: $0.key) } == ["a/b", "c", "d"])
    #expect(document.member("e", of: root) == nil && document.member("e", of: truth) == nil)
    #expect(Array(document.elements(of: root)).isEmpty && Array(document.members(of: list)).isEmpty)
    #expect(
      document.int64(at: truth) == nil && document.string(at: truth) == "" && document.count(of: truth) == 0)
  }

  @Test func `a document takes another text, and is null after a refusal`() throws {
    var document = JSONDocument()
    #expect(document.kind(of: document.root) == .null)
    try document.reparse(Array("[1, 2]".utf8))
    let copy = document
    try document.reparse(Array("{}".utf8))
    #expect(copy.count(of: copy.root) == 2 && document.kind(of: document.root) == .object)
    #expect(throws: JSONError.self) { try document.reparse([0x5b]) }
    #expect(document.kind(of: document.root) == .null)
  }

  @Test func `pointers escape, compare and sort by bytes`() {
    let pointer = JSONPointer().appending("a~/b").appending(7).appending("")
    #expect(pointer.description == "/a~0~1b/7/")
    #expect(JSONPointer().appending("é") != JSONPointer().appending("e\u{301}"))
    #expect(JSONPointer().appending("Z") < JSONPointer().appending("a"))
  }
}
