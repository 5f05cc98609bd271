import Diagnostics
import Testing
import TestSupport

@testable import YAML

@Suite("A file that is not well-formed")
struct RepairTests {
  static func parse(_ text: String) -> YAMLDocument {
    YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
  }

  /// A node in one line: mappings in braces, lists in brackets.
  static func shown(_ node: Node?) -> String {
    switch node?.content {
    case nil: "nothing"
    case .scalar(let scalar): scalar.text.isEmpty ? "~" : scalar.text
    case .sequence(let items): "[\(items.map { shown($0) }.joined(separator: " "))]"
    case .mapping(let mapping):
      "{\(mapping.entries.map { "\($0.key.text):\(shown($0.value))" }.joined(separator: " "))}"
    }
  }

  @Test(arguments: [
    // What belongs to a mistake is left out, and the rest is read.
    ("a: [1\nb: 2\n", "{b:2}"), ("a: 1\nb: {c: 1\nd: 2\n", "{a:1 d:2}"), ("a\nb: c\n", "{b:c}"),
    ("a:\n  b: x: y\n  c: 2\nd: 3\n", "{a:{c:2} d:3}"), ("a:\n  b: @x\n  c: 2\n", "{a:{c:2}}"),
    ("a:\n  b: \"x\n  c: 2\nd: \"y\"\n", "{a:{c:2} d:y}"), ("a:\n  b\n    c: 1\n  d: 2\n", "{a:{d:2}}"),
    ("a:\n\tb: 1\n  c: 2\n", "{a:{c:2}}"), ("a:\n  - 1\n  b: 2\nc: 3\n", "{a:[1] c:3}"),
    ("a:\n<<<<<<< x\n  b: 1\n=======\n  b: 2\n>>>>>>> y\n  c: 3\n", "{a:{b:1 c:3}}"),
    ("a:\n  b: {c: 1 d: 2}\n  e: 3\n", "{a:{e:3}}"), ("a:\n  b: 1\n  // no\n  c: 2\n", "{a:{b:1 c:2}}"),
    // Lines that are indented wrongly are read as though they were not.
    ("a:\n  b: 1\n   c: 2\n  d: 3\n", "{a:{b:1 c:2 d:3}}"),
    ("a:\n    b: 1\n   c: 2\n    d: 3\n", "{a:{b:1 c:2 d:3}}"),
    ("a:\n  b:\n    c: 1\nd:\n    e: 2\n  f:\n    g: 3\n", "{a:{b:{c:1} d:{e:2} f:{g:3}}}"),
    ("a:\nb:\n    c: 1\n  d:\n    e: 2\n", "{a:{b:{c:1} d:{e:2}}}"),
    ("a:\n  b:\n    c: 1\n   d:\n    e: 2\n", "{a:{b:{c:1} d:{e:2}}}"),
    ("a: {b: é}\nc:\n   d: 1\n  e: [1, 2]\n", "{a:{b:é} c:{d:1 e:[1 2]}}"),
  ])
  func `is read all the same but for what is wrong`(text: String, root: String) {
    let document = Self.parse(text)
    #expect(Self.shown(document.root) == root)
    #expect(document.diagnostics.filter { $0.severity == .error }.count == 1, "\(document.diagnostics)")
  }

  @Test func `is told everything that is wrong in one go`() {
    let document = Self.parse("a:\n  b: [1\n  c: x: y\n  d: @z\ne: {f: 1\ng: 'h\n")
    #expect(document.diagnostics.map(\.location.span.line) == [2, 3, 4, 5, 6])
    #expect(document.gaps.map(\.section) == ["a", "a", "a", nil, nil])
  }

  @Test func `lacks a part of a section also where the line was moved first`() {
    let document = Self.parse("a:\n  b: 1\n   c: {d: 1; e: 2}\nf:\n  g: 1\nh: @\n")
    #expect(document.gaps.map(\.section) == ["a", nil])
    #expect(Self.shown(document.root) == "{a:{b:1} f:{g:1}}")
  }

  @Test func `has places in its own text where a line was moved for reading`() throws {
    let document = Self.parse("a:\n  b: 1\n     c: {d: x}\n")
    guard case .mapping(let root) = document.root?.content, case .mapping(let a) = root["a"]?.content,
      case .mapping(let c) = a["c"]?.content
    else { throw Unexpected() }
    #expect(a.entries.last?.keySpan == SourceSpan(line: 3, column: 6, endLine: 3, endColumn: 7))
    #expect(c["d"]?.span == SourceSpan(line: 3, column: 13, endLine: 3, endColumn: 14))
  }

  @Test func `with very many mistakes is left for the next time after some`() {
    let text = (0..<500).map { "k\($0): @x\n" }.joined()
    let document = Self.parse(text)
    #expect(document.root == nil)
    #expect((20...30).contains(document.diagnostics.count))
  }

  /// The error of what a test did not expect at all.
  private struct Unexpected: Error {}

  @Test func `with any part of it missing is read, and every error stands in it`() {
    let text = """
      rules:
        first: {when: {stage: [a, "b"]}, recommend: {action: 'x'}}   # a comment
        second:
          because: {en: "{persona} wants", da: Vil}
          list:
            - one
            - {two: 2}
          text: |
            free: text {
      policies: {limit: 3}
      """
    let bytes = Array(text.utf8)
    for start in bytes.indices {
      for length in [1, 2, 7] where start + length <= bytes.count {
        let cut = Array(bytes[..<start] + bytes[(start + length)...])
        let file = SourceFile(path: "a.yaml", bytes: cut)
        let document = YAMLDocument.parse(file)
        for diagnostic in document.diagnostics {
          #expect((1...UInt32(file.lines.count)).contains(diagnostic.location.span.line))
        }
        let isSound = !document.diagnostics.contains { $0.severity == .error }
        #expect(!isSound || document.gaps.isEmpty)
      }
    }
  }
}
