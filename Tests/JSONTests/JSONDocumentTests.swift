import JSON
import Testing

@Suite struct JSONDocumentTests {
  func read(_ text: String) throws -> JSONDocument { try JSONDocument(parsing: Array(text.utf8)) }

  static let wholeNumbers: [(String, Int64?)] = [
    ("420", 420), ("420.0", 420), ("42e1", 420), ("4200E-1", 420), ("42.5", nil), ("0.42e3", 420),
    ("-0", 0), ("0e999999999999999999999", 0), ("1e-1", nil), ("1e18", 1_000_000_000_000_000_000),
    ("9223372036854775807", Int64.max), ("9223372036854775808", nil), ("-9223372036854775808", Int64.min),
    ("-9223372036854775809", nil), ("9223372036854775807.0000", nil), ("1e19", nil), ("1e400", nil),
    ("9007199254740993", 9_007_199_254_740_993), ("9007199254740993.0", 9_007_199_254_740_992),
    ("900719925474099.3e1", 9_007_199_254_740_992), ("-9223372036854775808.0", Int64.min), ("1e-400", nil),
    ("9007199254740993.5", nil), ("9.2233720368547747e18", 9_223_372_036_854_774_784), ("-0.0", 0),
    ("0.0000000000000000000000001e25", 1), ("10000000000000000000000e-22", 1), ("18446744073709551617", nil),
  ]

  @Test(arguments: wholeNumbers)
  func `a whole number is exact, and with a fraction of zero the nearest double`(text: String, value: Int64?)
    throws
  {
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

  @Test func `pointers asked for in order take one walk in all`() throws {
    let members = (0..<1_000).map { #""k\#($0)": [{"a": [\#($0)]}, null]"# }
    let document = try read("{\(members.joined(separator: ", "))}")
    var finder = JSONPointerFinder(root: document.root)
    var pointers: [String] = []
    for (_, list) in document.members(of: document.root) {
      for entry in document.elements(of: list) {
        pointers.append(finder.pointer(to: entry, in: document).description)
        guard let inner = document.member("a", of: entry) else { continue }
        for number in document.elements(of: inner) {
          pointers.append(finder.pointer(to: number, in: document).description)
        }
        // What holds it is asked for after it.
        pointers.append(finder.pointer(to: entry, in: document).description)
      }
      pointers.append(finder.pointer(to: list, in: document).description)
    }
    let wanted = (0..<1_000).flatMap { ["/k\($0)/0", "/k\($0)/0/a/0", "/k\($0)/0", "/k\($0)/1", "/k\($0)"] }
    #expect(pointers == wanted)
    #expect(finder.visited < 10_000)
  }

  @Test func `pointers in any order, and from any value on, are those of the document`() throws {
    let document = try read(#"{"a": [[1, 2], {"b/c": {"d": null}}], "e": {"f": [true]}, "": 0}"#)
    func all(_ token: JSONToken) -> [JSONToken] {
      [token] + document.elements(of: token).flatMap { all($0) }
        + document.members(of: token).flatMap { all($0.value) }
    }
    let tokens = all(document.root)
    for root in tokens {
      let prefix = document.pointer(to: root).description
      var finder = JSONPointerFinder(root: root)
      for token in tokens + tokens.reversed() + tokens.shuffled() {
        let whole = document.pointer(to: token).description
        let isInside = token != root && all(root).contains(token)
        let wanted = isInside ? String(whole.dropFirst(prefix.count)) : ""
        #expect(finder.pointer(to: token, in: document).description == wanted)
      }
    }
  }

  @Test func `a document without a text is null`() {
    let document = JSONDocument()
    #expect(document.kind(of: document.root) == .null)
  }

  @Test func `pointers escape, compare and sort by bytes`() {
    let pointer = JSONPointer().appending("a~/b").appending(7).appending("")
    #expect(pointer.description == "/a~0~1b/7/")
    #expect(JSONPointer().appending("é") != JSONPointer().appending("e\u{301}"))
    #expect(JSONPointer().appending("Z") < JSONPointer().appending("a"))
  }
}
