import JSON
import Testing

@Suite struct JSONErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: [UInt8]
    let kind: JSONError.Kind
    let offset: Int
    let detail: String

    init(_ text: String, _ kind: JSONError.Kind, _ offset: Int, _ detail: String) {
      self.init(Array(text.utf8), kind, offset, detail)
    }

    init(_ text: [UInt8], _ kind: JSONError.Kind, _ offset: Int, _ detail: String) {
      (self.text, self.kind, self.offset, self.detail) = (text, kind, offset, detail)
    }

    var testDescription: String { String(decoding: text.prefix(40), as: UTF8.self) }
  }

  static let cases = [
    Case("", .unexpectedEnd, 0, "the text ends too early, expected a value"),
    Case(" \n", .unexpectedEnd, 2, "the text ends too early, expected a value"),
    Case("[1,]", .unexpectedByte, 3, "unexpected \"]\", expected a value"),
    Case("[1 2]", .unexpectedByte, 3, "unexpected \"2\", expected \",\" or \"]\""),
    Case("[1", .unexpectedEnd, 2, "the text ends too early, expected \",\" or \"]\""),
    Case("{\"a\" 1}", .unexpectedByte, 5, "unexpected \"1\", expected \":\" after the key"),
    Case("{a:1}", .unexpectedByte, 1, "unexpected \"a\", expected a key in quotes or \"}\""),
    Case("{\"a\":1,}", .unexpectedByte, 7, "unexpected \"}\", expected a key in quotes"),
    Case("{\"a\":1]", .unexpectedByte, 6, "unexpected \"]\", expected \",\" or \"}\""),
    Case("1 x", .trailingBytes, 2, "\"x\" after the end of the value, expected nothing"),
    Case("{} }", .trailingBytes, 3, "\"}\" after the end of the value, expected nothing"),
    Case("{},x", .trailingBytes, 2, "\",\" after the end of the value, expected nothing"),
    Case("{}{}", .anotherValue, 2, "\"{\" after the end of the value, expected nothing"),
    Case("{}\n[1]", .anotherValue, 3, "\"[\" after the end of the value, expected nothing"),
    Case("{}, {}", .anotherValue, 2, "\",\" after the end of the value, expected nothing"),
    Case("{},\n", .anotherValue, 2, "\",\" after the end of the value, expected nothing"),
    Case("\u{feff}1", .byteOrderMark, 0, "the text starts with a byte-order mark, expected a value"),
    Case("nul", .unexpectedEnd, 3, "the text ends too early, expected \"null\""),
    Case("trve", .unexpectedByte, 2, "unexpected \"v\", expected \"true\""),
    Case("[fals]", .unexpectedByte, 5, "unexpected \"]\", expected \"false\""),
    Case("\"ab", .unexpectedEnd, 3, "the text ends too early, expected a closing quote"),
    Case(
      "\"a\nb\"", .controlCharacter, 2, "unexpected byte 0x0a, expected an escape in its place, such as \\n"),
    Case("\"\\x\"", .invalidEscape, 2, "unexpected \"x\", expected an escape: one of \"\\/bfnrtu"),
    Case("\"\\u12g4\"", .invalidEscape, 5, "unexpected \"g\", expected four hexadecimal digits"),
    Case(
      "[\"\\ud800 \"]", .loneSurrogate, 2,
      "a high surrogate alone, expected an escaped low surrogate after it"),
    Case(
      "\"abc\\udc00\"", .loneSurrogate, 4,
      "a low surrogate alone, expected an escaped high surrogate before it"),
    Case(
      [0x22, 0x61, 0xc3, 0x22], .invalidUTF8, 2, "a byte that is not UTF-8, expected a whole character"),
    Case(
      [0x22, 0xed, 0xa0, 0x80, 0x22], .invalidUTF8, 1,
      "a byte that is not UTF-8, expected a whole character"),
    Case("-x", .invalidNumber, 1, "unexpected \"x\", expected a digit"),
    Case("01", .invalidNumber, 1, "a digit after a leading zero, expected a number without it"),
    Case("[1.]", .invalidNumber, 3, "unexpected \"]\", expected a digit"),
    Case("1e", .unexpectedEnd, 2, "the text ends too early, expected a digit"),
    Case("{\"a\":1,\"a\":2}", .duplicateKey, 7, "duplicate key \"a\", expected each key once"),
    Case("{\"a\":1,\"\\u0061\":2}", .duplicateKey, 7, "duplicate key \"\\u0061\", expected each key once"),
    Case(
      String(repeating: "[", count: 65), .tooDeep, 64, "nested too deep, expected at most 64 levels"),
  ]

  @Test(arguments: cases)
  func `a refusal says where and what`(refused: Case) {
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: refused.text) }
    #expect(error == JSONError(refused.kind, at: refused.offset, refused.detail))
  }

  @Test func `every beginning of a text is refused at its end`() throws {
    let text = Array(#"{"a":[1.5e+3,"\ud83d\ude00é",true,null],"b":{"c":false}}"#.utf8)
    for length in 0..<text.count {
      let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text.prefix(length))) }
      #expect((error?.offset ?? -1) <= length)
    }
    _ = try JSONDocument(parsing: text)
  }

  @Test(arguments: [2, 15, 16, 17, 18, 33, 1000])
  func `a key twice is found in objects of any size`(size: Int) throws {
    let keys = (0..<size).map { "\"key\($0)\":{\"key0\":\($0)}" }
    _ = try JSONDocument(parsing: Array("{\(keys.joined(separator: ","))}".utf8))
    let text = "{\(keys.joined(separator: ",")),\"\\u006bey1\":0,\"key0\":0}"
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
    #expect(error?.kind == .duplicateKey)
    #expect(error?.offset == text.utf8.count - #""\u006bey1":0,"key0":0}"#.utf8.count)
  }

  @Test func `the depth that is allowed is the caller's`() throws {
    let text = Array("[[[]]]".utf8)
    _ = try JSONDocument(parsing: text, maximumDepth: 3)
    #expect(throws: JSONError.self) { try JSONDocument(parsing: text, maximumDepth: 2) }
    #expect(throws: JSONError.self) { try JSONDocument(parsing: text, maximumDepth: 0) }
    let deep = Array((String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000)).utf8)
    _ = try JSONDocument(parsing: deep, maximumDepth: .max)
  }
}
