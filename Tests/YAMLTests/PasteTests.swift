import Diagnostics
import Testing
import YAML

@Suite("What people paste")
struct PasteTests {
  static func found(_ text: String) -> [String] {
    YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8))).diagnostics.map {
      "\($0.severity) \($0.id.name) \($0.location.span.line):\($0.location.span.column)"
    }
  }

  @Test(arguments: [
    ("a:\n\tb: c", ["error tab-indentation 2:1"]),
    ("a:\n  b: c\n\td: e", ["error tab-indentation 3:1"]),
    ("a:\n- b\n\t- c: d", ["error tab-indentation 3:1"]),
    ("a: “b”", ["error curly-quotes 1:4"]),
    ("a: ’b’", ["error curly-quotes 1:4"]),
    ("“a”: b", ["error curly-quotes 1:1"]),
    ("a: [„b“, 'c']", ["error curly-quotes 1:5"]),
    ("a: “b” c", ["warning curly-quotes 1:4"]),
    ("a: “b: c”", ["error curly-quotes 1:4"]),
    ("a: “b, c”\nd: {e: “f, g”}", ["error curly-quotes 1:4", "warning curly-quotes 2:8"]),
    ("\u{A0}a: b", ["error non-breaking-space 1:1"]),
    ("a:\u{A0}b", ["error non-breaking-space 1:3"]),
    ("a\u{A0}: b", ["error non-breaking-space 1:2"]),
    ("a: b\u{A0}", ["error non-breaking-space 1:5"]),
    ("a: b\n\u{A0}c: d", ["error non-breaking-space 2:1"]),
    ("a: \u{200B}b", ["error non-breaking-space 1:4"]),
    ("a:\n  – b\n  – c", ["error false-list-dash 2:3"]),
    ("a:\n– b: c\nd: e", ["error false-list-dash 2:1"]),
    ("• a\n• b", ["error false-list-dash 1:1"]),
    ("a:\n  - b\n  •\u{A0}c", ["error false-list-dash 3:3"]),
    ("a:\n  b:c\n  d: e", ["error missing-space-after-colon 2:3"]),
    ("a: b\nc:d", ["error missing-space-after-colon 2:1"]),
    ("a:b\nc: d", ["error missing-space-after-colon 1:1"]),
    ("a:\n  - b:c\n    d: e", ["error missing-space-after-colon 2:5"]),
    ("a: {b:c}", ["error missing-space-after-colon 1:5"]),
    ("a: {b:c, d: e}", ["error missing-space-after-colon 1:5"]),
  ])
  func `is named where it stands`(text: String, expected: [String]) {
    #expect(Self.found(text) == expected)
  }

  @Test(arguments: [
    "a: he said “b” to us", "a: it’s", "a: ’tis", "a: \"“b”\"", "a: b\u{A0}c", "a: '\u{A0}b'",
    "a: https://example.org", "a: {b: c:d}", "a: [b:c, d:e]", "a: 12:30", "a:\n  12:30:45", "a:\n  \"b:c\"",
    "a:\n  https://example.org", "a: b\tc", "a:\tb", "a: b\t# c", "a: |\n  b\n  \tc", "- b:c",
    "a: \u{FEFF}b", "a: – b", "a: [– b]", "a: b\n  – c", "a: |\n  • b", "a:\n  '– b'", "a:\n  –b", "–: b",
  ])
  func `is left alone where it does no harm`(text: String) {
    #expect(Self.found(text) == [])
  }

  @Test
  func `can be asked of a scalar by who expected a mapping`() {
    func help(_ text: String, _ style: Scalar.Style) -> String? {
      Scalar(text: text, style: style, value: .string).missingSpaceHelp
    }
    #expect(help("stage:decision", .plain) == "write 'stage: …' with a space after the colon")
    #expect(help("stage:decision", .singleQuoted) == nil)
    #expect(help("decision", .plain) == nil)
  }
}
