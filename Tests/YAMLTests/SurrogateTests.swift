import Diagnostics
import Foundation
import Testing
import TestSupport

@testable import YAML

/// Characters written as two escapes, as JSON does it.
@Suite struct SurrogateTests {
  private static func texts(_ text: String) -> [String]? {
    let document = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
    guard let root = document.root, document.diagnostics.isEmpty else { return nil }
    func walk(_ node: Node) -> [String] {
      switch node.content {
      case .scalar(let scalar): [scalar.text]
      case .sequence(let items): items.flatMap(walk)
      case .mapping(let mapping): mapping.entries.flatMap { [$0.key.text] + walk($0.value) }
      }
    }
    return walk(root)
  }

  @Test(arguments: [
    (#"["\ud83c\udf89"]"#, ["🎉"]),
    (#"["a\uD83C\uDF89b\ud83d\udE00"]"#, ["a🎉b😀"]),
    (#"{"\ud83c\udf89": "\ud800\udc00\udbff\udfff"}"#, ["🎉", "\u{10000}\u{10FFFF}"]),
    // Where a backslash is a letter, it stays one.
    (
      #"['\ud83c\udf89', \uD83c\uDF89, "\\ud83c\\udf89", "\\\ud83c\udf89"]"#,
      [
        #"\ud83c\udf89"#, #"\uD83c\uDF89"#, #"\ud83c\udf89"#, #"\🎉"#,
      ]
    ),
    ("- |\n  \\ud83c\\udf89\n- \"\\ud83c\\udf89\"", ["\\ud83c\\udf89\n", "🎉"]),
    // What stands in for the halves may be in the text as well.
    (
      #"["\ud83c\udf89", "\ue83c\uef89", '\ue83c', "\#u{E83C}"]"#,
      ["🎉", "\u{E83C}\u{EF89}", #"\ue83c"#, "\u{E83C}"]
    ),
    (
      #"["\ud83c\udf89", "\ue83c", "\U0000a83c", "\#u{B83C}", "\uE000"]"#,
      [
        "🎉", "\u{E83C}", "\u{A83C}", "\u{B83C}", "\u{E000}",
      ]
    ),
    ("[\"\\ud83c\\udf89\u{2028}\\u00e9\"]", ["🎉\u{2028}é"]),
  ])
  func `are read as one, and where they are plain letters as those`(text: String, expected: [String]) throws {
    let found = try #require(Self.texts(text))
    #expect(found.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
  }

  @Test(arguments: [#""\ud83c""#, #""\udf89""#, #""\ud83cx\udf89""#, #""\udf89\ud83c""#, #""\ud83c\u0041""#])
  func `half of one is an error that says what to write`(text: String) throws {
    let document = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
    let diagnostic = try #require(document.diagnostics.first)
    #expect(diagnostic.help?.contains(#"such as "\U0001F389""#) == true)
  }

  @Test func `whatever a JSON writer makes of a text is read as that text`() throws {
    var random = SeededRandom.ofThisRun()
    // Without the block of U+E800, so that one is free whatever else the text holds.
    for _ in 0..<300 {
      let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ -> Unicode.Scalar? in
        let block = [0x20...0x7e, 0xa0...0xd7ff, 0xf000...0xfffd, 0x10000...0x10ffff].randomElement(
          using: &random)
        return block.flatMap { Unicode.Scalar(UInt32(Int.random(in: $0, using: &random))) }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let escaped = text.utf16.map { unit in
        unit >= 0x20 && unit < 0x7f && unit != 0x22 && unit != 0x5c
          ? String(UnicodeScalar(UInt8(unit))) : "\\u" + String(0x10000 + Int(unit), radix: 16).dropFirst()
      }.joined()
      let found = try #require(Self.texts("[\"\(escaped)\"]"), "\(escaped)")
      #expect(found.map { Array($0.unicodeScalars) } == [scalars], "\(escaped)")
    }
  }

  @Test func `problems after them stand where they are`() throws {
    let text = #"{"a": "\ud83c\udf89", "a": 1}"#
    let document = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
    #expect(document.diagnostics.map(\.location.span.column) == [23])
  }
}
