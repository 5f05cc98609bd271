import Diagnostics
import Foundation
import Testing
import TestSupport

@testable import YAML

@Suite("Places within scalars")
struct ScalarPlacesTests {
  /// A scalar of a document, with the places of its text.
  struct Placed {
    let scalar: Scalar
    let places: ScalarPlaces
  }

  static func scalars(_ bytes: [UInt8]) -> [Placed] {
    let file = SourceFile(path: "a.yaml", bytes: bytes)
    let lines = file.lines
    var found: [Placed] = []
    func walk(_ node: Node) {
      switch node.content {
      case .scalar(let scalar):
        found.append(Placed(scalar: scalar, places: ScalarPlaces(of: scalar, at: node.span, in: lines)))
      case .sequence(let items): items.forEach(walk)
      case .mapping(let mapping): for entry in mapping.entries { walk(entry.value) }
      }
    }
    let document = YAMLDocument.parse(file)
    // Of a file that was repaired for reading, the texts are not those of its lines.
    if document.gaps.isEmpty { document.root.map(walk) }
    return found
  }

  /// Where a word of the first scalar's text stands: `line:column-line:column`.
  static func place(of word: String, in text: String) -> String? {
    guard let first = scalars(Array(text.utf8)).first,
      let range = Array(first.scalar.text.utf8).firstRange(of: Array(word.utf8))
    else { return nil }
    let span = first.places.span(of: range)
    return "\(span.line):\(span.column)-\(span.endLine):\(span.endColumn)"
  }

  @Test(arguments: [
    ("if: a && b", "b", "1:10-1:11"),
    ("if: a &&\n  b ||\n\n\n  c", "c", "5:3-5:4"),
    ("if: !!str a && b", "b", "1:16-1:17"),
    ("if: &x a && b", "b", "1:13-1:14"),
    ("if: 'a == ''x'' && b'", "b", "1:20-1:21"),
    ("if: 'ä &&\n  ö'", "ö", "2:3-2:4"),
    (#"if: "a == \"x\" && b""#, "b", "1:20-1:21"),
    (#"if: "\u00e4\x41\t&& b""#, "b", "1:21-1:22"),
    (#"if: "\ud83c\udf89 && b""#, "b", "1:22-1:23"),
    ("if: \"a \\\n    && b\"", "b", "2:8-2:9"),
    ("if: |\n  a\n  && b\n", "b", "3:6-3:7"),
    ("if: |2-  # comment\n    a\n  && b", "b", "3:6-3:7"),
    ("if: |\n\n    a\n\n      && b\n", "b", "5:10-5:11"),
    ("if: >\n  a\n  && b\n", "b", "3:6-3:7"),
    ("if: >-\n  a\n\n  &&\n    c\n  b\n\n\n", "b", "6:3-6:4"),
    ("if: >\n  aa &&\n  bb\n", "aa && bb", "2:3-3:5"),
    ("x:\n  - if: |\n      😀 a\n", "a", "3:9-3:10"),
    ("a: b\r\nif: >\r\n  c\r\n  d\r\n", "b", "1:4-1:5"),
  ])
  func `a word is found where it is written`(text: String, word: String, expected: String) {
    #expect(Self.place(of: word, in: text) == expected)
  }

  @Test func `what is asked beyond the text is placed at its end`() {
    let scalar = Self.scalars(Array("abc".utf8))[0]
    #expect(scalar.places.span(of: 3..<3) == SourceSpan(line: 1, column: 4, endLine: 1, endColumn: 4))
    #expect(scalar.places.span(of: 7..<9) == SourceSpan(line: 1, column: 4, endLine: 1, endColumn: 5))
  }

  /// Every character that is no blank stands where it comes from, or an escape stands there.
  static func misplaced(_ bytes: [UInt8]) -> [String] {
    let lines = SourceLines(bytes)
    var found: [String] = []
    for placed in scalars(bytes) {
      guard placed.places.isExact else {
        found.append("not found: \(placed.scalar.text)")
        continue
      }
      var offset = 0
      for character in placed.scalar.text.unicodeScalars {
        let place = placed.places.places[offset]
        offset += String(character).utf8.count
        if character.properties.isWhitespace || character.value < 0x20 { continue }
        let line = lines[Int(place.line)].map { Array($0.unicodeScalars) } ?? []
        let source = line.indices.contains(Int(place.column) - 1) ? line[Int(place.column) - 1] : nil
        if source == character || placed.scalar.style == .doubleQuoted && source == "\\" { continue }
        found.append("\(character) at \(place.line):\(place.column) in \(placed.scalar.text)")
      }
    }
    return found
  }

  @Test(
    .needs(.yaml),
    arguments: SuiteTests.wellFormed.filter { !SuiteTests.isException($0, SuiteTests.different) })
  func `all scalars of yaml-test-suite are found in their sources`(name: String) throws {
    let data = try Data(contentsOf: SharedSuite.yaml.url.appending(path: "\(name)/in.yaml"))
    #expect(Self.misplaced([UInt8](data)) == [])
  }

  @Test func `scalars of any style and layout are found in their sources`() {
    let words = ["a", "&& b", "'x'", "\"y\"", "ä😀", "(c", ">= 1)", "#d", "- e", "\\n"]
    let breaks = ["\n", "\n\n", " ", "  \n", "\n   \n"]
    var random = SeededRandom(seed: 20_261)
    for _ in 0..<3_000 {
      var raw = ""
      for _ in 0...Int.random(in: 0..<8, using: &random) {
        raw += words[Int.random(in: 0..<words.count, using: &random)]
        raw += breaks[Int.random(in: 0..<breaks.count, using: &random)]
      }
      let indent = String(repeating: " ", count: Int.random(in: 2..<6, using: &random))
      let lines = raw.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let body = lines.map { $0.allSatisfy { $0 == " " } ? "" : indent + $0 }.joined(separator: "\n")
      let text =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: "if: |\n\(body)\n"
        case 1: "if: >+\n\(body)\n"
        case 2: "if: '\(body.replacing("'", with: "''"))'\n"
        case 3: "if: \"\(body.replacing("\"", with: "\\\""))\"\n"
        default: "if:\n\(indent)k \(body)\n"
        }
      #expect(Self.misplaced(Array(text.utf8)) == [], "\(text)")
    }
  }
}
