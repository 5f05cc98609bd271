import JSON
import Testing

/// Objects and arrays that are written as closures.
struct JSONMemberTests {
  @Test func `members stand in the order in which they are written, with commas between them`() {
    var writer = JSONWriter()
    writer.object {
      $0.member("text", "a\"b")
      $0.member("count", 3)
      $0.member("large", Int64.max)
      $0.member("flag", true)
      $0.member("number", 0.5)
      $0.member("there", ifPresent: "yes")
      $0.member("missing", ifPresent: nil as String?)
      $0.member("half", ifPresent: 0.5)
      $0.member("no number", ifPresent: nil as Double?)
      $0.member("raw", raw: Array("[1]".utf8))
      $0.member("any") { $0.null() }
      $0.object("empty") { _ in }
      $0.array("none", of: [Int]()) { $0.int(Int64($1)) }
      $0.array("mixed") {
        $0.bool(false)
        $0.string("b")
      }
      $0.array("texts", of: ["a", "\n"])
      $0.array("some", of: [1, 2]) { writer, value in
        writer.object { $0.member("value", value) }
      }
    }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"text":"a\"b","count":3,"large":9223372036854775807,"flag":true,"number":0.5,"there":"yes","#
        + #""half":0.5,"raw":[1],"any":null,"empty":{},"none":[],"mixed":[false,"b"],"texts":["a","\n"],"#
        + #""some":[{"value":1},{"value":2}]}"#)
  }

  @Test func `names that are not known at compile time are escaped as others are`() {
    var writer = JSONWriter()
    writer.object {
      for name in ["a", "\"b\""] {
        $0.member(named: name) { $0.int(1) }
        $0.member("c", name)
      }
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":1,"c":"a","\"b\"":1,"c":"\"b\""}"#)
  }

  @Test func `an array may be begun and ended at different times`() {
    var writer = JSONWriter()
    writer.beginArray()
    for value in [1, 2] { writer.object { $0.member("value", value) } }
    writer.endArray()
    writer.newline()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "[{\"value\":1},{\"value\":2}]\n")
  }

  @Test func `arrays may hold arrays`() {
    var writer = JSONWriter()
    writer.array {
      $0.array(of: [1, 2]) { $0.int($1) }
      $0.array(of: ["a", "b"])
      $0.string("x")
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"[[1,2],["a","b"],"x"]"#)
  }
}
