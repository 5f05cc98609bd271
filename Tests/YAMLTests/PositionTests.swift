import Diagnostics
import Testing
import YAML

@Suite("Positions")
struct PositionTests {
  static func spans(_ text: String) -> [String] {
    var found: [String] = []
    func show(_ text: String, _ span: SourceSpan) {
      found.append("\(text) \(span.line):\(span.column)-\(span.endLine):\(span.endColumn)")
    }
    func walk(_ node: Node) {
      switch node.content {
      case .scalar(let scalar): show(scalar.text.replacing("\n", with: "/"), node.span)
      case .sequence(let items):
        show("[", node.span)
        items.forEach(walk)
      case .mapping(let mapping):
        show("{", node.span)
        for entry in mapping.entries {
          show(entry.key.text, entry.keySpan)
          walk(entry.value)
        }
      }
    }
    let document = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
    document.root.map(walk)
    return found
  }

  @Test(arguments: ["a:\n ? ", "a:\n ? ? *a ? ", "a:\n - ", "a:\n  b:", "a: |", "[a, ", "a: &x", "- ? a"])
  func `lie within the text, also where it ends too early`(text: String) {
    let document = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
    let lines = UInt32(text.split(separator: "\n", omittingEmptySubsequences: false).count)
    func check(_ span: SourceSpan) {
      #expect(span.line <= span.endLine && span.endLine <= lines, "\(span) of \(text.debugDescription)")
    }
    func walk(_ node: Node) {
      check(node.span)
      switch node.content {
      case .scalar: break
      case .sequence(let items): items.forEach(walk)
      case .mapping(let mapping):
        for entry in mapping.entries {
          check(entry.keySpan)
          walk(entry.value)
        }
      }
    }
    document.root.map(walk)
    document.diagnostics.forEach { check($0.location.span) }
  }

  @Test(arguments: [
    ("a: b", ["{ 1:1-1:5", "a 1:1-1:2", "b 1:4-1:5"]),
    ("\u{FEFF}a: b", ["{ 1:1-1:5", "a 1:1-1:2", "b 1:4-1:5"]),
    ("\u{FEFF}# c\r\n'ä': \"ö\"  # c\r\n", ["{ 2:1-2:9", "ä 2:1-2:4", "ö 2:6-2:9"]),
    ("a: 1\rb: 2  \r", ["{ 1:1-2:5", "a 1:1-1:2", "1 1:4-1:5", "b 2:1-2:2", "2 2:4-2:5"]),
    ("a: x\u{2028}y\nb: c", ["{ 1:1-2:5", "a 1:1-1:2", "x\u{2028}y 1:4-1:7", "b 2:1-2:2", "c 2:4-2:5"]),
    ("a: x\u{85}y\nb: c", ["{ 1:1-2:5", "a 1:1-1:2", "x\u{85}y 1:4-1:7", "b 2:1-2:2", "c 2:4-2:5"]),
    ("👩‍💻: é", ["{ 1:1-1:7", "👩‍💻 1:1-1:4", "é 1:6-1:7"]),
    ("a: |\n  x\n  y\nb: c", ["{ 1:1-4:5", "a 1:1-1:2", "x/y/ 1:4-4:1", "b 4:1-4:2", "c 4:4-4:5"]),
    (
      "a: [b , {c: d}] # e",
      ["{ 1:1-1:16", "a 1:1-1:2", "[ 1:4-1:16", "b 1:5-1:6", "{ 1:9-1:15"] + ["c 1:10-1:11", "d 1:13-1:14"]
    ),
    (
      "a:\n- b\n- c\n\n# d\ne:",
      ["{ 1:1-6:3", "a 1:1-1:2", "[ 2:1-3:4", "b 2:3-2:4", "c 3:3-3:4", "e 6:1-6:2", " 6:3-6:3"]
    ),
    ("a: &x !!str b", ["{ 1:1-1:14", "a 1:1-1:2", "b 1:13-1:14"]),
    ("a: ! b", ["{ 1:1-1:7", "a 1:1-1:2", "b 1:6-1:7"]),
    ("ä: &x # ö\n  b", ["{ 1:1-2:4", "ä 1:1-1:2", "b 2:3-2:4"]),
    ("a: &x\nb: *x", ["{ 1:1-2:6", "a 1:1-1:2", " 1:6-1:6", "b 2:1-2:2", " 1:6-1:6"]),
    ("a: &x\n  b: c", ["{ 1:1-2:7", "a 1:1-1:2", "{ 2:3-2:7", "b 2:3-2:4", "c 2:6-2:7"]),
  ])
  func `count Unicode scalars and know YAML's line ends only`(text: String, expected: [String]) {
    #expect(Self.spans(text) == expected)
  }

  @Test(arguments: DiagnosticTests.names)
  func `of plain scalars point at their text`(name: String) throws {
    let file = try DiagnosticTests.file(name)
    let lines = file.lines
    func check(_ scalar: Scalar, _ span: SourceSpan) {
      guard scalar.style == .plain, span.line == span.endLine else { return }
      let line = Array((lines[Int(span.line)] ?? "").unicodeScalars)
      let shown = line[Int(span.column - 1)..<Int(span.endColumn - 1)]
      #expect(Array(shown) == Array(scalar.text.unicodeScalars), "\(name) \(span)")
    }
    func walk(_ node: Node) {
      switch node.content {
      case .scalar(let scalar): check(scalar, node.span)
      case .sequence(let items): items.forEach(walk)
      case .mapping(let mapping):
        for entry in mapping.entries {
          // A key that is an alias stands where the alias stands.
          if lines[Int(entry.keySpan.line)]?.contains("*") == false { check(entry.key, entry.keySpan) }
          walk(entry.value)
        }
      }
    }
    YAMLDocument.parse(file).root.map(walk)
  }

  @Test(arguments: [
    ("a: {b: [c", 1, 8), ("a: 1\nb: [é", 2, 4), ("a: {b: 1,\n", 1, 4), ("a: 1\r\nb: [", 2, 4),
  ]) func `a bracket that is not closed is told where it opens, with a line feed at the end or without`(
    text: String, line: UInt32, column: UInt32
  ) {
    let document = YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
    let span = document.diagnostics.first?.location.span
    #expect(span?.line == line && span?.column == column, "\(document.diagnostics)")
  }
}
