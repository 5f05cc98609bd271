import JSON
import Testing

@Suite struct CanonicalTests {
  private func canonical(_ text: String) throws -> String {
    let document = try JSONDocument(parsing: Array(text.utf8))
    var writer = JSONWriter()
    writer.canonical(document.root, of: document)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (
      #"{ "b" : [1, 2.50, 1e2, -0.0], "a":{"\u0062":null,"B":true}}"#,
      #"{"a":{"B":true,"b":null},"b":[1,2.5,100,0]}"#
    ),
    (#"{"\u00e9": 1, "e\u0301": 2, "z": 3}"#, "{\"e\u{301}\":2,\"z\":3,\"\u{e9}\":1}"),
    (#""\u00e9\/\n\u0001""#, #""é/\n\u0001""#),
    ("9007199254740993", "9007199254740993"), ("1e400", "1e400"), ("[ ]", "[]"),
  ])
  func `what says the same has one form`(text: String, form: String) throws {
    #expect(Array(try canonical(text).utf8) == Array(form.utf8))
    #expect(Array(try canonical(form).utf8) == Array(form.utf8))
  }
}
