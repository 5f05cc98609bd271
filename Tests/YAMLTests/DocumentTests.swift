import Diagnostics
import Testing
import YAML

@Suite("A document")
struct DocumentTests {
  static func parse(_ text: String) -> YAMLDocument {
    YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
  }

  static func keys(_ node: Node?) -> [String]? {
    guard case .mapping(let mapping) = node?.content else { return nil }
    return mapping.entries.map(\.key.text)
  }

  @Test(arguments: [
    "", "\n", "# c", "# c\r\n\r\n", "\u{FEFF}", "\u{FEFF}# c\n", "---\n# c\n", "--- # c\n...\n", "  ",
  ])
  func `may hold nothing`(text: String) {
    let document = Self.parse(text)
    #expect(document.root == nil)
    #expect(document.diagnostics == [])
  }

  @Test
  func `keeps the entries of a mapping in the order of the file`() {
    #expect(Self.keys(Self.parse("b: 1\na: 2\n'c': 3").root) == ["b", "a", "c"])
  }

  @Test
  func `keeps the first of two entries with the same key`() {
    let document = Self.parse("a: 1\nb: 2\na: 3\na: 4")
    #expect(Self.keys(document.root) == ["a", "b"])
    #expect(document.diagnostics.map(\.location.span.line) == [3, 4])
    #expect(document.diagnostics.flatMap(\.notes).map(\.location.span.line) == [1, 1])
  }

  @Test
  func `expands an alias to the node of its anchor, as a key too`() {
    let document = Self.parse("a: &x [1, 2]\nb: *x\nc: &k d\n*k : e\nf: &x 3\ng: *x")
    #expect(document.diagnostics == [])
    guard case .mapping(let mapping) = document.root?.content else {
      Issue.record("no mapping")
      return
    }
    #expect(mapping["b"]?.span == mapping["a"]?.span)
    #expect(mapping["g"]?.span.line == 5)
    #expect(mapping["d"]?.span.line == 4)
  }

  @Test
  func `is read on after mistakes that do not hinder the reading`() {
    let document = Self.parse("a: *x\nb: !y z\n<<: {c: d}\n? [e]\n: f\nb: g\nh: !!int i")
    #expect(
      document.diagnostics.map(\.id.name) == [
        "unknown-anchor", "unsupported-tag", "merge-key", "non-scalar-key", "duplicate-key",
        "invalid-tagged-value",
      ])
    #expect(Self.keys(document.root) == ["b", "h"])
  }

  @Test(arguments: [
    "a: [", "a: \"", "\u{7}", "a: b: c", "{", "\t- a", "%x", "&", "*", "@",
  ])
  func `has no root where nothing of it can be read`(text: String) {
    let document = Self.parse(text)
    #expect(document.root == nil)
    #expect(document.diagnostics.contains { $0.severity == .error })
  }

  @Test(
    arguments: [
      ([0x61, 0x80], 2), ([0xC0, 0xAF], 1), ([0xE0, 0x80, 0x80], 1), ([0xED, 0xA0, 0x80], 1),
      ([0xF4, 0x90, 0x80, 0x80], 1), ([0xC3, 0xA4, 0xC3], 2), ([0xEF, 0xBB, 0xBF, 0x61, 0xFF], 2),
      ([0x61, 0xF0, 0x9F, 0x98], 2),
    ] as [([UInt8], UInt32)])
  func `refuses bytes that are no UTF-8 where they stand`(bytes: [UInt8], column: UInt32) {
    let diagnostics = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: bytes)).diagnostics
    #expect(diagnostics.map(\.id.name) == ["invalid-utf8"])
    #expect(diagnostics.map(\.location.span.column) == [column])
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x61], "UTF-16"), ([0x61, 0, 0x3A, 0], "UTF-16"),
      ([0, 0x61, 0, 0x3A], "UTF-16"), ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32"),
      ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "UTF-32"), ([0x61, 0, 0, 0], "UTF-32"),
      ([0, 0, 0, 0x61], "UTF-32"),
    ] as [([UInt8], String)])
  func `refuses other encodings, with a byte-order mark or without`(bytes: [UInt8], name: String) {
    let diagnostics = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: bytes)).diagnostics
    #expect(diagnostics.map(\.id.name) == ["unsupported-encoding"])
    #expect(diagnostics.allSatisfy { $0.message.contains(name) })
  }
}
