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
      $0.member("missing", ifPresent: nil)
      $0.member("any") { $0.null() }
      $0.object("empty") { _ in }
      $0.array("none", of: [Int]()) { $0.int(Int64($1)) }
      $0.array("some", of: [1, 2]) { writer, value in
        writer.object { $0.member("value", value) }
      }
    }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"text":"a\"b","count":3,"large":9223372036854775807,"flag":true,"number":0.5,"there":"yes","#
        + #""any":null,"empty":{},"none":[],"some":[{"value":1},{"value":2}]}"#)
  }

  @Test func `arrays may hold arrays`() {
    var writer = JSONWriter()
    writer.array {
      $0.array(of: [1, 2]) { $0.int($1) }
      $0.string("x")
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"[[1,2],"x"]"#)
  }
}
