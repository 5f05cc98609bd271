import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles

/// Mends as changes of a rule file. In each text `‹` stands before the key or the word that a mend is about.
@Suite struct MendingTests {
  /// The text after a mend; nil where it is refused.
  private static func mended(_ marked: String, _ change: TextFix.Change, length: Int) -> String? {
    var place = SourceSpan.start
    var text = String.UnicodeScalarView()
    var (line, column) = (UInt32(1), UInt32(1))
    for scalar in marked.unicodeScalars {
      if scalar == "‹" {
        place = SourceSpan(
          line: line, column: column, endLine: line, endColumn: column + UInt32(length))
        continue
      }
      text.append(scalar)
      if scalar == "\n" { (line, column) = (line + 1, 1) } else if scalar != "\u{FEFF}" { column += 1 }
    }
    let file = SourceFile(path: "a.yaml", bytes: Array(String(text).utf8))
    var patch = TextPatch()
    guard let edits = MendableFile(file).edits(for: TextFix(change), at: place), patch.add(edits) else {
      return nil
    }
    return String(decoding: patch.applied(to: file.bytes), as: UTF8.self)
  }

  @Test(arguments: [
    // Its own lines, with the comments in them; others stay.
    ("t:\n  # one\n  ‹a: {}  # two\n  # three\n  b: {}\n", "t:\n  # one\n  # three\n  b: {}\n"),
    ("t:\n  ‹a:\n    x: 1\n    y: 2\n  b: 1\n", "t:\n  b: 1\n"),
    ("t:\n  b: 1\n  ‹a:\n    x: |\n      text\n\n      more\n\nu: 1\n", "t:\n  b: 1\n\nu: 1\n"),
    ("t:\n  b: 1\n  ‹a: [1,\n    2]\nu: 1\n", "t:\n  b: 1\nu: 1\n"),
    // The last of a section, and of a file without a line feed.
    ("t:\n  ‹a: 1\nu: 2\n", "t:\nu: 2\n"),
    ("t:\n  b: 1\n  ‹a:\n    x: 1", "t:\n  b: 1\n"),
    ("t:\n  b: 1\n  ‹a:", "t:\n  b: 1\n"),
    // Of empty lines on both sides those above stay.
    ("t:\n  b: 1\n\n  ‹a: 1\n\n  c: 1\n", "t:\n  b: 1\n\n  c: 1\n"),
    ("t:\n  b: 1\n  ‹a: 1\n\n  c: 1\n", "t:\n  b: 1\n\n  c: 1\n"),
    ("t:\r\n  ‹a: 1\r\n  b: 1\r\n", "t:\r\n  b: 1\r\n"),
    ("\u{FEFF}‹a: 1\nb: 1\n", "\u{FEFF}b: 1\n"),
    // Between braces.
    ("t: {‹a: {}, b: {}}\n", "t: {b: {}}\n"), ("t: {b: {}, ‹a: {}}\n", "t: {b: {}}\n"),
    ("t: {b: {}, ‹a: {x: 1}, c: 1} # c\n", "t: {b: {}, c: 1} # c\n"), ("t: {‹a: {}}\n", "t: {}\n"),
    ("t: {‹a: , b: 1}\n", "t: {b: 1}\n"), ("t: {‹a, b: 1}\n", "t: {b: 1}\n"),
    ("t: {b: 1, ‹a: \"x\" }\n", "t: {b: 1 }\n"),
    ("t: {\n  ‹a: 1,\n  b: 2,\n}\n", "t: {\n  b: 2,\n}\n"),
    ("t: {\n  b: 2,\n  ‹a: 1\n}\n", "t: {\n  b: 2\n}\n"),
    ("t: {\r\n  ‹a: 1,\r\n  b: 2\r\n}\r\n", "t: {\r\n  b: 2\r\n}\r\n"),
    ("t: {‹a: 1,\n  b: 2}\n", "t: {\n  b: 2}\n"),
  ])
  func `an entry is removed with its own text alone`(marked: String, expected: String) {
    #expect(Self.mended(marked, .removal, length: 1) == expected)
  }

  @Test(arguments: [
    "- ‹a: 1\n  b: 2\n", "x: &n {y: 1}\nt: {‹a: *n, b: 2}\n", "t: {b: 1, # why\n  ‹a: 2}\n", "? ‹a\n: 1\n",
    "t: {? ‹a : 1, b: 2}\n", "t: {‹a: 1 # why\n  , b: 2}\n", "‹a: [\n",
  ])
  func `an entry that shares its lines with others is not removed`(marked: String) {
    #expect(Self.mended(marked, .removal, length: 1) == nil)
  }

  @Test(arguments: [
    ("t:\n  ‹a: string # why\n", "t:\n  a: {type: string, values: [x]} # why\n"),
    ("t: {‹a: 'string', b: int}\n", "t: {a: {type: 'string', values: [x]}, b: int}\n"),
    ("t:\n  ‹a: {type: string}\n", "t:\n  a: {type: string, values: [x]}\n"),
    (
      "t:\n  ‹a: {type: string, personal: false,}\n",
      "t:\n  a: {type: string, values: [x], personal: false,}\n"
    ),
    (
      "t:\n  ‹a:\n    type: string # why\n    personal: false\n",
      "t:\n  a:\n    type: string # why\n    values: [x]\n    personal: false\n"
    ),
    ("t:\r\n  ‹a:\r\n    type: string", "t:\r\n  a:\r\n    type: string\r\n    values: [x]"),
    (
      "t:\n  ‹a:\n    type: string\n\n  b: int\n", "t:\n  a:\n    type: string\n    values: [x]\n\n  b: int\n"
    ),
  ])
  func `an entry gets one more`(marked: String, expected: String) {
    #expect(Self.mended(marked, .member(key: "values", value: "[x]", beside: "type"), length: 1) == expected)
  }

  @Test(arguments: [
    "t:\n  ‹a:\n", "t:\n  ‹a: [string]\n", "x: &n string\nt:\n  ‹a: *n\n", "t:\n  ‹a: >\n    string\n",
  ])
  func `an entry without a value that can have one more is left alone`(marked: String) {
    #expect(Self.mended(marked, .member(key: "values", value: "[x]", beside: "type"), length: 1) == nil)
  }

  @Test(arguments: [
    ("a: ‹odl # c\n", 3, "a: new # c\n"), ("a: ‹\"odl\"\n", 5, "a: \"new\"\n"),
    ("a: ‹'odl'\r\n", 5, "a: 'new'\r\n"),
    ("\u{FEFF}‹odl: 1", 3, "\u{FEFF}new: 1"), ("æ: {ø: ‹odl}", 3, "æ: {ø: new}"),
  ])
  func `a word is replaced in its quotes`(marked: String, length: Int, expected: String) {
    #expect(Self.mended(marked, .word("new", old: "odl"), length: length) == expected)
  }

  @Test(arguments: ["a: ‹o\\x64l", "a: ‹other", "a: ‹|\n"])
  func `what is not the word is not replaced`(marked: String) {
    #expect(Self.mended(marked, .word("new", old: "odl"), length: 3) == nil)
  }

  @Test func `a word that needs quotes is not written without them`() {
    #expect(Self.mended("a: ‹odl", .word("a: b", old: "odl"), length: 3) == nil)
    #expect(Self.mended("a: ‹\"odl\"", .word("a: b", old: "odl"), length: 5) == "a: \"a: b\"")
    #expect(Self.mended("a: ‹'odl'", .word("it's", old: "odl"), length: 5) == nil)
  }
}
