import JSON
import Testing
import TestSupport

@Suite struct JSONWriterTests {
  func write(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `commas stand between values and members only`() {
    let text = write { writer in
      writer.object {
        $0.array("a") {
          $0.int(-1)
          $0.bool(true)
          $0.null()
          $0.object { _ in }
          $0.raw(Array("[2]".utf8))
        }
        $0.member("b", "c")
      }
      writer.newline()
      writer.int(.min)
    }
    #expect(text == "{\"a\":[-1,true,null,{},[2]],\"b\":\"c\"}\n-9223372036854775808")
  }

  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\u{8}\t\n\u{c}\r", #""\b\t\n\f\r""#),
    ("\0\u{1}\u{b}\u{1f}\u{7f}", "\"\\u0000\\u0001\\u000b\\u001f\u{7f}\""),
    ("é€😀\u{2028}", "\"é€😀\u{2028}\""),
    ("twelve bytes\nand twelve more", #""twelve bytes\nand twelve more""#),
  ])
  func `only quotes, backslashes and control characters are escaped`(text: String, json: String) {
    #expect(write { $0.string(text) } == json)
    #expect(write { $0.member(named: text) { $0.null() } } == json + ":null")
    #expect(write { writer in Array(text.utf8).withUnsafeBytes { writer.string($0) } } == json)
  }

  /// Texts are copied and searched several bytes at a time.
  @Test func `an escape is made at any place of a text of any length`() {
    for length in 0..<40 {
      let plain = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
      #expect(
        write { $0.string(String(decoding: plain, as: UTF8.self)) }.utf8.elementsEqual([34] + plain + [34]))
      for place in plain.indices {
        var text = plain
        text[place] = UInt8(ascii: "\"")
        let json = [34] + plain[..<place] + [92, 34] + plain[(place + 1)...] + [34]
        #expect(write { $0.string(String(decoding: text, as: UTF8.self)) }.utf8.elementsEqual(json))
      }
    }
  }

  @Test func `values that were written once are copied by their index`() {
    let values = JSONValues(["a", "", "x\"y"])
    #expect(
      write { writer in
        writer.object {
          $0.member("first", values, at: 0)
          $0.array("all", of: 0..<3) { $0.value(values, at: $1) }
        }
      } == #"{"first":"a","all":["a","","x\"y"]}"#)
  }

  static let doubles: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (80, "80"), (-80, "-80"), (0.1, "0.1"), (0.8, "0.8"), (-0.2, "-0.2"),
    (1.0 / 3, "0.3333333333333333"), (1e21, "1e+21"), (1e20, "100000000000000000000"), (1e-7, "1e-7"),
    (1e-6, "0.000001"), (1.5e-7, "1.5e-7"), (123_456_789_012_345_683_968, "123456789012345680000"),
    (1.2345678901234568e21, "1.2345678901234568e+21"), (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (9007199254740992, "9007199254740992"),
    (9007199254740994, "9007199254740994"), (295_147_905_179_352_825_856, "295147905179352830000"),
    (4.35, "4.35"), (0.000035, "0.000035"), (123.0625, "123.0625"), (999999999999999.9, "999999999999999.9"),
    (1e15, "1000000000000000"), (0.1 + 0.2, "0.30000000000000004"),
    (2.2250738585072014e-308, "2.2250738585072014e-308"),
    (1e23, "1e+23"), (100.5, "100.5"), (12345.000001, "12345.000001"), (2e-3, "0.002"), (1e2, "100"),
  ]

  @Test(arguments: doubles)
  func `a double is printed as ECMAScript prints it`(value: Double, text: String) {
    #expect(write { $0.double(value) } == text)
  }

  @Test func `every double comes back`() throws {
    var random = SeededRandom(seed: 7)
    var values = (0..<4000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    values += (0..<4000).map { _ in Double(Int64(bitPattern: random.next()) >> 40) / 1000 }
    for value in values {
      let text = write { $0.double(value) }
      let document = try JSONDocument(parsing: Array(text.utf8))
      #expect(document.double(at: document.root) == value, "\(text)")
      let digits = value.description.filter(\.isNumber).prefix { $0 != "e" }
      #expect(text.utf8.count <= max(25, digits.count + 8))
    }
  }

  @Test(arguments: [0, 7, -7, 10, 99, 1_000_000, Int64.max, Int64.min])
  func `an integer is printed whole`(value: Int64) {
    #expect(write { $0.int(value) } == "\(value)")
  }

  @Test func `a writer starts over`() {
    var writer = JSONWriter(reservingCapacity: 16)
    writer.int(1)
    writer.removeAll(keepingCapacity: true)
    writer.int(2)
    #expect(writer.bytes == Array("2".utf8))
  }
}
